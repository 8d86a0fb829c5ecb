CREATE TABLE "segment_size_changes" (
	"segment_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"entered" bigint NOT NULL,
	"left" bigint NOT NULL
);
