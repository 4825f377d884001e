using System.Globalization;
using System.Reflection;

namespace LlmAnalytics.Bench;

/// <summary>What the command line says.</summary>
/// <param name="Command">The benchmark to run.</param>
/// <param name="Runs">Runs of each contestant that is cheap to run; a benchmark has its own number where this is null.</param>
/// <param name="Large">10,000 topics instead of 500 (<c>list</c>).</param>
/// <param name="SkipOldScript">Leaves the slowest contestant of <c>topics</c> out.</param>
/// <param name="Seed">Where the random faults of <c>stress</c> start; 1 where this is null.</param>
/// <param name="Minutes">After how long <c>stress</c> begins no further run; null for no limit.</param>
/// <param name="Module">Path of the module's manifest: another build of it can be measured.</param>
internal sealed record BenchOptions(string Command, int? Runs, bool Large, bool SkipOldScript, int? Seed, int? Minutes, string Module)
{
    public const string Usage = """
        usage: LlmAnalytics.Bench topics|acls|requests|import|codec|pipeline|list|health|stress|survive|redis-create|redis-health|redis-kubernetes|sandbox [--runs N] [--module PATH.psd1]
          topics  --skip-old-script   leave out the 65 JVM calls
          list    --large             10,000 topics instead of 500
          stress  --seed N            another sequence of faults
                  --minutes N         begin no run after so long
        """;

    private static string BuiltModule { get; } = Path.Combine(
        typeof(BenchOptions).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "ModuleOutput").Value!,
        "LlmAnalytics.psd1");

    /// <summary>Reads the command line; an unknown word makes the command empty, which no benchmark answers to.</summary>
    public static BenchOptions Parse(string[] args)
    {
        var options = new BenchOptions(args.FirstOrDefault() ?? "", null, false, false, null, null, BuiltModule);
        for (var i = 1; i < args.Length; i++)
        {
            options = args[i] switch
            {
                "--large" => options with { Large = true },
                "--skip-old-script" => options with { SkipOldScript = true },
                "--runs" when i + 1 < args.Length => options with { Runs = Number(args[++i]) },
                "--seed" when i + 1 < args.Length => options with { Seed = Number(args[++i]) },
                "--minutes" when i + 1 < args.Length => options with { Minutes = Number(args[++i]) },
                "--module" when i + 1 < args.Length => options with { Module = Path.GetFullPath(args[++i]) },
                _ => options with { Command = "" },
            };
        }

        return options;
    }

    private static int Number(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
