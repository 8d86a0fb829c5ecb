export { ingestRoute as GET, ingestRoute as OPTIONS, ingestRoute as POST } from '@/features/ingest/route';
