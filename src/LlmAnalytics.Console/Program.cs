using LlmAnalytics.Console;
using LlmAnalytics.Console.Hosting;

return ConsoleProgram.Run(args, ConsoleStreams.OfProcess());
