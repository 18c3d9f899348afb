import { createReadStream } from 'node:fs';
import { createServer } from 'node:http';

// Serves one page as it is: it asks the provider by itself.
createServer((_request, response) => {
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
  createReadStream(new URL('public/index.html', import.meta.url)).pipe(response);
}).listen(Number(process.env.PORT ?? 3000), '127.0.0.1');
