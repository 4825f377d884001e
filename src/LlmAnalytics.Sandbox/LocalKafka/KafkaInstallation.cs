namespace LlmAnalytics.Sandbox.LocalKafka;

/// <summary>A Kafka distribution and the Java that runs it.</summary>
/// <param name="Home">Folder whose <c>libs</c> holds Kafka's jars.</param>
/// <param name="Java">Path of the <c>java</c> executable; <c>keytool</c> is not needed.</param>
public sealed record KafkaInstallation(string Home, string Java)
{
    /// <summary>Class path of the distribution, for <c>java -cp</c>.</summary>
    public string ClassPath => Path.Combine(Home, "libs", "*");

    /// <summary>The distribution of <c>KAFKA_HOME</c>, or of the folder given, with the Java of <c>JAVA_HOME</c> or of the path; null where one is missing.</summary>
    /// <param name="unavailable">What is missing; null where nothing is.</param>
    /// <param name="otherwise">A folder to look in where <c>KAFKA_HOME</c> is not set.</param>
    public static KafkaInstallation? Find(out string? unavailable, string? otherwise = null)
    {
        var configured = Environment.GetEnvironmentVariable("KAFKA_HOME");
        var home = string.IsNullOrEmpty(configured) ? otherwise : configured;
        if (home is null || !IsDistribution(home))
        {
            unavailable = string.IsNullOrEmpty(configured) ? "no Kafka distribution: KAFKA_HOME is not set" : $"KAFKA_HOME={configured} has no libs folder with kafka-server*.jar";
            return null;
        }

        var java = FindJava();
        unavailable = java is null ? $"Kafka is in {home}, but java is neither in JAVA_HOME nor on PATH (Kafka 4 needs Java 17)" : null;
        return java is null ? null : new KafkaInstallation(Path.GetFullPath(home), java);
    }

    /// <summary>Whether a folder is an unpacked distribution.</summary>
    public static bool IsDistribution(string folder)
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
