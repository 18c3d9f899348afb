/// <reference types="playhead/vite/client" />
