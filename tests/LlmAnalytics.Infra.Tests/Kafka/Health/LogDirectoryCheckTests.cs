using LlmAnalytics.Engine;
using LlmAnalytics.KafkaProtocol.Errors;
using LlmAnalytics.KafkaProtocol.Messages;

namespace LlmAnalytics.Infra.Tests.Kafka.Health;

/// <summary>The log directories of each broker.</summary>
public sealed class LogDirectoryCheckTests
{
    private const long Gigabyte = 1L << 30;

    [Fact]
    public void An_offline_directory_is_critical_and_named()
    {
        var check = With(2, new DescribeLogDirsResult { LogDir = "/ok" }, new DescribeLogDirsResult { LogDir = "/broken", ErrorCode = ErrorCode.KafkaStorageError }).Single(HealthChecks.LogDirectories);
        Assert.Equal(("Critical", "KAFKA_STORAGE_ERROR", "broker 2 (127.0.0.1:9092): /broken"), (check.Status, check.Observed, check.Target));
    }

    [Theory]
    [InlineData(150, "Passed")]
    [InlineData(140, "Warning")]
    [InlineData(50, "Critical")]
    public void A_full_volume_warns_above_the_threshold_and_is_critical_when_nothing_is_left(long usable, string status) =>
        Assert.Equal(status, With(1, new DescribeLogDirsResult { LogDir = "/data", TotalBytes = 1000, UsableBytes = usable }).Single(HealthChecks.LogDirectories, new HealthQuery { MaxDiskPercent = 85 }).Status);

    [Fact]
    public void Brokers_that_do_not_tell_the_size_of_the_volume_are_not_full() =>
        Assert.Equal("Passed", With(1, new DescribeLogDirsResult { LogDir = "/data" }).Single(HealthChecks.LogDirectories).Status);

    [Fact]
    public void Skew_of_bytes_warns_from_a_gigabyte_a_broker_on()
    {
        Assert.Contains("broker 3 holds", Sized(2 * Gigabyte, 2 * Gigabyte, Gigabyte).Single(HealthChecks.LogDirectories).Message, StringComparison.Ordinal);
        Assert.Equal("Passed", Sized(2 * Gigabyte, 2 * Gigabyte, 3 * Gigabyte / 2).Single(HealthChecks.LogDirectories).Status);
        Assert.Equal("Passed", Sized(2000, 2000, 0).Single(HealthChecks.LogDirectories).Status);
    }

    [Fact]
    public void A_refusal_names_the_right()
    {
        var cluster = new SurveyBuilder();
        cluster.Brokers[1].LogDirs = new DescribeLogDirsResponse { ErrorCode = ErrorCode.ClusterAuthorizationFailed };
        var check = cluster.Single(HealthChecks.LogDirectories);
        Assert.Equal("Unknown", check.Status);
        Assert.Contains("lacks DESCRIBE on the cluster", check.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_broker_that_does_not_tell_is_unknown_with_its_cause()
    {
        var cluster = new SurveyBuilder();
        cluster.Brokers[1].LogDirs = null;
        cluster.Brokers[1].Failures[ApiKey.DescribeLogDirs] = "It hung up.";
        var check = cluster.Single(HealthChecks.LogDirectories);
        Assert.Equal(("Unknown", "broker 2 (127.0.0.1:9092)"), (check.Status, check.Target));
        Assert.Contains("It hung up.", check.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_any_answer_it_is_unknown()
    {
        var cluster = new SurveyBuilder().With(SurveyBuilder.Silent(1)).With(SurveyBuilder.Silent(2)).With(SurveyBuilder.Silent(3));
        Assert.Equal("Unknown", cluster.Single(HealthChecks.LogDirectories).Status);
    }

    private static SurveyBuilder With(int broker, params DescribeLogDirsResult[] directories)
    {
        var cluster = new SurveyBuilder();
        cluster.Brokers[broker - 1].LogDirs = new DescribeLogDirsResponse { Results = directories };
        return cluster;
    }

    private static SurveyBuilder Sized(params long[] bytes)
    {
        var cluster = new SurveyBuilder();
        foreach (var (size, index) in bytes.Select((size, index) => (size, index)))
        {
            cluster.Brokers[index].LogDirs!.Results[0].Topics = [new DescribeLogDirsTopic { Name = "topic", Partitions = [new DescribeLogDirsPartition { PartitionSize = size }] }];
        }

        return cluster;
    }
}
