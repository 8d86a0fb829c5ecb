export { ingestRoute as GET, ingestRoute as OPTIONS } from '@/features/ingest/route';
