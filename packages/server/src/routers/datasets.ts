import { z } from "zod";
import { getUserHistory, searchUsers } from "../queries/dataset-users.js";
import { getDataset, listDatasets } from "../queries/datasets.js";
import { listRejectedRows } from "../queries/rejected-rows.js";
import {
  dataset,
  datasetId,
  datasetUser,
  generateDataset as generateDatasetInput,
  historyItem,
  rejectedRow,
  searchUsers as searchUsersInput,
  userHistory,
} from "../schemas/dataset.js";
import { removeDataset } from "../services/datasets/remove-dataset.js";
import { router } from "../trpc/init.js";
import { memberProcedure } from "../trpc/procedures.js";

const maxRejectedRows = 100;

export const datasetsRouter = router({
  list: memberProcedure
    .output(z.array(dataset))
    .query(({ ctx: { app, actor } }) => listDatasets(app.db.prisma, { projectId: actor.projectId })),

  get: memberProcedure
    .input(datasetId)
    .output(dataset)
    .query(({ ctx: { app, actor }, input }) =>
      getDataset(app.db.prisma, { projectId: actor.projectId, ...input }),
    ),

  generate: memberProcedure
    .input(generateDatasetInput)
    .output(dataset)
    .mutation(({ ctx: { app, actor }, input }) =>
      app.imports.generate({ projectId: actor.projectId, ...input }),
    ),

  remove: memberProcedure
    .input(datasetId)
    .output(z.void())
    .mutation(({ ctx: { app, actor }, input }) =>
      removeDataset(app, { projectId: actor.projectId, ...input }),
    ),

  rejectedRows: memberProcedure
    .input(datasetId)
    .output(z.array(rejectedRow))
    .query(({ ctx: { app, actor }, input }) =>
      listRejectedRows(app.db.prisma, { projectId: actor.projectId, ...input, limit: maxRejectedRows }),
    ),

  users: memberProcedure
    .input(searchUsersInput)
    .output(z.array(datasetUser))
    .query(({ ctx: { app, actor }, input }) =>
      searchUsers(app.db.prisma, { projectId: actor.projectId, ...input }),
    ),

  history: memberProcedure
    .input(userHistory)
    .output(z.array(historyItem))
    .query(({ ctx: { app, actor }, input }) =>
      getUserHistory(app.db.prisma, { projectId: actor.projectId, ...input }),
    ),
});
