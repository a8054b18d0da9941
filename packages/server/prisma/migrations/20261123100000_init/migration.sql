-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "DatasetStatus" AS ENUM ('IMPORTING', 'READY', 'FAILED');

-- CreateEnum
CREATE TYPE "RunStatus" AS ENUM ('QUEUED', 'RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELLED');

-- CreateTable
CREATE TABLE "project" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "project_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "member" (
    "id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "password_hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "member_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session" (
    "token_hash" TEXT NOT NULL,
    "member_id" UUID NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "session_pkey" PRIMARY KEY ("token_hash")
);

-- CreateTable
CREATE TABLE "api_key" (
    "id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "key_hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_key_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "dataset" (
    "id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "status" "DatasetStatus" NOT NULL,
    "format" TEXT NOT NULL,
    "num_users" INTEGER NOT NULL DEFAULT 0,
    "num_items" INTEGER NOT NULL DEFAULT 0,
    "num_interactions" INTEGER NOT NULL DEFAULT 0,
    "num_rows_read" INTEGER NOT NULL DEFAULT 0,
    "num_rows_rejected" INTEGER NOT NULL DEFAULT 0,
    "bytes_read" BIGINT NOT NULL DEFAULT 0,
    "bytes_total" BIGINT,
    "min_value" DOUBLE PRECISION,
    "max_value" DOUBLE PRECISION,
    "has_timestamps" BOOLEAN NOT NULL DEFAULT false,
    "error" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ready_at" TIMESTAMPTZ(3),
    "last_version" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "dataset_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "dataset_user" (
    "dataset_id" UUID NOT NULL,
    "index" INTEGER NOT NULL,
    "external_id" TEXT COLLATE "C" NOT NULL,
    "attributes" JSONB,

    CONSTRAINT "dataset_user_pkey" PRIMARY KEY ("dataset_id","index")
);

-- CreateTable
CREATE TABLE "dataset_item" (
    "dataset_id" UUID NOT NULL,
    "index" INTEGER NOT NULL,
    "external_id" TEXT COLLATE "C" NOT NULL,
    "title" TEXT,
    "attributes" JSONB,

    CONSTRAINT "dataset_item_pkey" PRIMARY KEY ("dataset_id","index")
);

-- CreateTable
CREATE TABLE "interaction" (
    "dataset_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "user_index" INTEGER NOT NULL,
    "item_index" INTEGER NOT NULL,
    "value" REAL NOT NULL,
    "timestamp" DOUBLE PRECISION,

    CONSTRAINT "interaction_pkey" PRIMARY KEY ("dataset_id","position")
) PARTITION BY LIST ("dataset_id");

-- CreateTable
CREATE TABLE "rejected_row" (
    "dataset_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "line" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "text" TEXT NOT NULL,

    CONSTRAINT "rejected_row_pkey" PRIMARY KEY ("dataset_id","position")
);

-- CreateTable
CREATE TABLE "run" (
    "id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "dataset_id" UUID NOT NULL,
    "model_name" TEXT NOT NULL,
    "task" TEXT NOT NULL,
    "config" JSONB NOT NULL,
    "protocol" JSONB NOT NULL,
    "seed" BIGINT NOT NULL,
    "status" "RunStatus" NOT NULL DEFAULT 'QUEUED',
    "worker_id" TEXT,
    "last_sequence" INTEGER NOT NULL DEFAULT 0,
    "cancel_requested_at" TIMESTAMPTZ(3),
    "heartbeat_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),
    "error_code" TEXT,
    "error_message" TEXT,

    CONSTRAINT "run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "run_event" (
    "run_id" UUID NOT NULL,
    "sequence" INTEGER NOT NULL,
    "type" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "run_event_pkey" PRIMARY KEY ("run_id","sequence")
);

-- CreateTable
CREATE TABLE "model_version" (
    "id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "dataset_id" UUID NOT NULL,
    "run_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "model_name" TEXT NOT NULL,
    "task" TEXT NOT NULL,
    "metrics" JSONB NOT NULL,
    "protocol_hash" TEXT NOT NULL,
    "artifact_key" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "model_version_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "model_alias" (
    "dataset_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "model_version_id" UUID NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "model_alias_pkey" PRIMARY KEY ("dataset_id","name")
);

-- CreateIndex
CREATE UNIQUE INDEX "project_slug_key" ON "project"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "member_email_key" ON "member"("email");

-- CreateIndex
CREATE INDEX "session_member_id_idx" ON "session"("member_id");

-- CreateIndex
CREATE UNIQUE INDEX "api_key_key_hash_key" ON "api_key"("key_hash");

-- CreateIndex
CREATE INDEX "api_key_project_id_idx" ON "api_key"("project_id");

-- CreateIndex
CREATE UNIQUE INDEX "dataset_project_id_name_key" ON "dataset"("project_id", "name");

-- CreateIndex
CREATE UNIQUE INDEX "dataset_user_dataset_id_external_id_key" ON "dataset_user"("dataset_id", "external_id");

-- CreateIndex
CREATE UNIQUE INDEX "dataset_item_dataset_id_external_id_key" ON "dataset_item"("dataset_id", "external_id");

-- CreateIndex
CREATE INDEX "run_project_id_created_at_idx" ON "run"("project_id", "created_at");

-- CreateIndex
CREATE INDEX "run_dataset_id_created_at_idx" ON "run"("dataset_id", "created_at");

-- CreateIndex
CREATE INDEX "run_status_idx" ON "run"("status");

-- CreateIndex
CREATE UNIQUE INDEX "model_version_run_id_key" ON "model_version"("run_id");

-- CreateIndex
CREATE INDEX "model_version_project_id_created_at_idx" ON "model_version"("project_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "model_version_dataset_id_version_key" ON "model_version"("dataset_id", "version");

-- AddForeignKey
ALTER TABLE "member" ADD CONSTRAINT "member_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "dataset" ADD CONSTRAINT "dataset_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "dataset_user" ADD CONSTRAINT "dataset_user_dataset_id_fkey" FOREIGN KEY ("dataset_id") REFERENCES "dataset"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "dataset_item" ADD CONSTRAINT "dataset_item_dataset_id_fkey" FOREIGN KEY ("dataset_id") REFERENCES "dataset"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "rejected_row" ADD CONSTRAINT "rejected_row_dataset_id_fkey" FOREIGN KEY ("dataset_id") REFERENCES "dataset"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "run" ADD CONSTRAINT "run_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "run" ADD CONSTRAINT "run_dataset_id_fkey" FOREIGN KEY ("dataset_id") REFERENCES "dataset"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "run_event" ADD CONSTRAINT "run_event_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "run"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "model_version" ADD CONSTRAINT "model_version_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "model_version" ADD CONSTRAINT "model_version_dataset_id_fkey" FOREIGN KEY ("dataset_id") REFERENCES "dataset"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "model_version" ADD CONSTRAINT "model_version_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "run"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "model_alias" ADD CONSTRAINT "model_alias_dataset_id_fkey" FOREIGN KEY ("dataset_id") REFERENCES "dataset"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "model_alias" ADD CONSTRAINT "model_alias_model_version_id_fkey" FOREIGN KEY ("model_version_id") REFERENCES "model_version"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What Prisma's schema cannot say: values that no code path may store.
ALTER TABLE "member" ADD CONSTRAINT "member_email_is_lower_case" CHECK ("email" = lower("email"));

ALTER TABLE "dataset"
    ADD CONSTRAINT "dataset_counts_are_not_negative" CHECK (
        "num_users" >= 0 AND "num_items" >= 0 AND "num_interactions" >= 0 AND "num_rows_rejected" >= 0
        AND "num_rows_read" >= "num_rows_rejected" AND "bytes_read" >= 0 AND "bytes_total" >= 0 AND "last_version" >= 0
    ),
    ADD CONSTRAINT "dataset_ready_has_time" CHECK (("status" = 'READY') = ("ready_at" IS NOT NULL)),
    ADD CONSTRAINT "dataset_failed_has_error" CHECK (("status" = 'FAILED') = ("error" IS NOT NULL));

ALTER TABLE "dataset_user" ADD CONSTRAINT "dataset_user_is_valid" CHECK ("index" >= 0 AND "external_id" <> '');

ALTER TABLE "dataset_item" ADD CONSTRAINT "dataset_item_is_valid" CHECK ("index" >= 0 AND "external_id" <> '');

-- In Postgres' order NaN is greater than infinity.
ALTER TABLE "interaction" ADD CONSTRAINT "interaction_is_valid" CHECK (
    "position" >= 0 AND "user_index" >= 0 AND "item_index" >= 0
    AND "value" > '-Infinity' AND "value" < 'Infinity'
    AND "timestamp" > '-Infinity' AND "timestamp" < 'Infinity'
);

ALTER TABLE "rejected_row" ADD CONSTRAINT "rejected_row_is_valid" CHECK ("position" >= 0 AND "line" >= 1);

ALTER TABLE "run"
    ADD CONSTRAINT "run_task_is_known" CHECK ("task" IN ('rating', 'ranking')),
    ADD CONSTRAINT "run_queued_is_unclaimed" CHECK (
        "status" <> 'QUEUED' OR ("worker_id" IS NULL AND "started_at" IS NULL)
    ),
    ADD CONSTRAINT "run_running_is_claimed" CHECK (
        "status" <> 'RUNNING' OR ("worker_id" IS NOT NULL AND "started_at" IS NOT NULL AND "heartbeat_at" IS NOT NULL)
    ),
    ADD CONSTRAINT "run_finished_has_time" CHECK (
        ("status" IN ('SUCCEEDED', 'FAILED', 'CANCELLED')) = ("finished_at" IS NOT NULL)
    ),
    ADD CONSTRAINT "run_failed_has_error" CHECK (
        ("status" = 'FAILED') = ("error_code" IS NOT NULL AND "error_message" IS NOT NULL)
    ),
    ADD CONSTRAINT "run_sequence_is_not_negative" CHECK ("last_sequence" >= 0);

ALTER TABLE "run_event" ADD CONSTRAINT "run_event_sequence_is_positive" CHECK ("sequence" >= 1);

ALTER TABLE "model_version" ADD CONSTRAINT "model_version_is_valid" CHECK (
    "version" >= 1 AND "task" IN ('rating', 'ranking')
);
