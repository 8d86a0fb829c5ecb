CREATE TABLE "segment_size_changes" (
	"at" timestamp with time zone NOT NULL,
	"segment_ids" uuid[] NOT NULL,
	"entered" integer[] NOT NULL,
	"left" integer[] NOT NULL
);
