namespace LlmAnalytics.Testing;

/// <summary>
/// The Kafka distribution and the Java that live tests run: <c>KAFKA_HOME</c>, else <c>shared/kafka</c> beside any folder
/// above the test assembly; <c>JAVA_HOME/bin/java</c>, else <c>java</c> on the path.
/// </summary>
/// <param name="Home">Folder whose <c>libs</c> holds Kafka's jars.</param>
/// <param name="Java">Path of the <c>java</c> executable; <c>keytool</c> is not needed.</param>
public sealed record KafkaDistribution(string Home, string Java)
{
    private static readonly Lazy<(KafkaDistribution? Found, string? Unavailable)> Search = new(Find);

    /// <summary>Why no live test can run here; null where one can.</summary>
    public static string? Unavailable => Search.Value.Unavailable;

    /// <summary>True when <c>LLM_REQUIRE_LIVE=1</c> says that a missing server is a failure, not a reason to skip.</summary>
    public static bool LiveRequired => Environment.GetEnvironmentVariable("LLM_REQUIRE_LIVE") == "1";

    /// <summary>What a live test shows as the reason of being skipped; null when it has to run.</summary>
    public static string? SkipReason =>
        Unavailable is null || LiveRequired ? null : $"NOT TESTED AGAINST REAL KAFKA: {Unavailable}";

    /// <summary>Class path of the distribution, for <c>java -cp</c>.</summary>
    public string ClassPath => Path.Combine(Home, "libs", "*");

    /// <summary>The distribution of this machine.</summary>
    /// <exception cref="InvalidOperationException">There is none; the message says where it was looked for.</exception>
    public static KafkaDistribution Require() =>
        Search.Value.Found ?? throw new InvalidOperationException(Search.Value.Unavailable);

    private static (KafkaDistribution?, string?) Find()
    {
        var home = FindHome(Environment.GetEnvironmentVariable("KAFKA_HOME"), AppContext.BaseDirectory, out var why);
        if (home is null)
        {
            return (null, why);
        }
        var java = FindJava();
        return java is null
            ? (null, $"Kafka is in {home}, but java is neither in JAVA_HOME nor on PATH (Kafka 4 needs Java 17)")
            : (new KafkaDistribution(home, java), null);
    }

    private static string? FindHome(string? configured, string start, out string? why)
    {
        why = null;
        if (!string.IsNullOrEmpty(configured))
        {
            if (IsDistribution(configured))
            {
                return Path.GetFullPath(configured);
            }
            why = $"KAFKA_HOME={configured} has no libs folder with kafka-server*.jar";
            return null;
        }
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "shared", "kafka");
            if (IsDistribution(candidate))
            {
                return candidate;
            }
        }
        why = $"no Kafka distribution: KAFKA_HOME is not set, and no folder above {start} has shared/kafka";
        return null;
    }

    private static bool IsDistribution(string folder)
    {
        var libs = Path.Combine(folder, "libs");
        return Directory.Exists(libs) && Directory.EnumerateFiles(libs, "kafka-server*.jar").Any();
    }

    private static string? FindJava()
    {
        var name = OperatingSystem.IsWindows() ? "java.exe" : "java";
        var home = Environment.GetEnvironmentVariable("JAVA_HOME");
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return (string.IsNullOrEmpty(home) ? folders : folders.Prepend(Path.Combine(home, "bin")))
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);
    }
}
