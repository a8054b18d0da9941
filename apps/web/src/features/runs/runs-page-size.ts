/** How many runs the list begins with, and how many more each step back adds. */
export const runsPageSize = 50;
