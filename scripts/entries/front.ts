import { handleFront, startServer } from '@/server';

export { handleFront, startServer };
