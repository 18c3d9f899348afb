export default {
  framework: '@storybook/react-vite',
  stories: ['../*.stories.jsx'],
  addons: ['msw-storybook-addon'],
  staticDirs: ['../public'], // has MSW's worker script: npx msw init public
};
