using LlmAnalytics.Sandbox.Processes;

namespace LlmAnalytics.Sandbox.LocalKafka;

/// <summary>How brokers log: warnings and worse, to stdout, which <see cref="ServerProcess"/> writes to a file.</summary>
internal static class BrokerLogging
{
    /// <summary>The log4j2 configuration, so that no file of the distribution is needed.</summary>
    public const string Configuration =
        """
        rootLogger.level=WARN
        rootLogger.appenderRef.out.ref=out
        appender.out.type=Console
        appender.out.name=out
        appender.out.layout.type=PatternLayout
        appender.out.layout.pattern=[%d] %p %m (%c)%n

        """;
}
