using LlmAnalytics.Engine;
using LlmAnalytics.Infra.Redis.Health.Survey;
using LlmAnalytics.Infra.Redis.Topology;

namespace LlmAnalytics.Infra.Tests.Redis.Health;

/// <summary>Each check's limits, on both sides, on a cluster that is well otherwise.</summary>
public sealed class CheckTests
{
    [Theory]
    [InlineData(RedisChecks.Memory, "used_memory", "8000000", "8100000", "9100000")]
    [InlineData(RedisChecks.Clients, "connected_clients", "800", "810", "960")]
    [InlineData(RedisChecks.Clients, "blocked_clients", "100", "101", null)]
    [InlineData(RedisChecks.Stalls, "latest_fork_usec", "500000", "500001", null)]
    [InlineData(RedisChecks.Persistence, "rdb_last_bgsave_status", "ok", null, "err")]
    [InlineData(RedisChecks.Persistence, "aof_last_write_status", "ok", null, "err")]
    [InlineData(RedisChecks.Loading, "loading", "0", "1", null)]
    [InlineData(RedisChecks.Restarts, "uptime_in_seconds", "300", "299", null)]
    [InlineData(RedisChecks.Versions, "redis_version", "7.0.11", "7.2.4", "6.2.6")]
    [InlineData(RedisChecks.MemoryLimit, "maxmemory", "1", "0", null)]
    public void A_figure_of_a_node_is_judged(string check, string field, string good, string? warning, string? critical) => Judged(check, 1, field, good, warning, critical);

    [Theory]
    [InlineData(RedisChecks.ReplicationLink, "master_link_status", "up", "down", null)]
    [InlineData(RedisChecks.ReplicationLag, "master_last_io_seconds_ago", "10", "11", "31")]
    [InlineData(RedisChecks.FullSyncs, "master_sync_in_progress", null, "1", null)]
    public void A_figure_of_a_replica_is_judged(string check, string field, string? good, string? warning, string? critical) => Judged(check, 4, field, good, warning, critical);

    [Fact]
    public void A_link_that_is_down_for_long_is_critical() =>
        Assert.Equal("Critical", new SurveyBuilder().Info(4, "master_link_status", "down").Info(4, "master_link_down_since_seconds", "61").Single(RedisChecks.ReplicationLink).Status);

    [Fact]
    public void Lag_is_critical_where_the_backlog_does_not_hold_it()
    {
        Assert.Equal("Warning", new SurveyBuilder().Info(1, "master_repl_offset", "20000000").Info(1, "repl_backlog_size", "30000000").Single(RedisChecks.ReplicationLag).Status);
        Assert.Equal("Critical", new SurveyBuilder().Info(1, "master_repl_offset", "20000000").Single(RedisChecks.ReplicationLag).Status);
    }

    [Fact]
    public void A_cache_is_full_as_a_matter_of_course() =>
        Assert.Equal("Warning", new SurveyBuilder().Info(1, "used_memory", "9900000").Info(1, "maxmemory_policy", "allkeys-lru").Single(RedisChecks.Memory).Status);

    [Theory]
    [InlineData(RedisChecks.Clients, "rejected_connections", "Critical")]
    [InlineData(RedisChecks.Evictions, "evicted_keys", "Warning")]
    [InlineData(RedisChecks.FullSyncs, "sync_full", "Warning")]
    [InlineData(RedisChecks.FullSyncs, "sync_partial_err", "Warning")]
    [InlineData(RedisChecks.Stalls, "aof_delayed_fsync", "Warning")]
    [InlineData(RedisChecks.Stalls, "expired_time_cap_reached_count", "Warning")]
    public void What_rises_while_it_is_watched_is_found(string check, string counter, string status)
    {
        var builder = new SurveyBuilder { SampledFor = TimeSpan.FromSeconds(2) }.LaterInfo(2, counter, "7");
        Assert.Equal((status, SurveyBuilder.Address(2)), (builder.Single(check).Status, builder.Single(check).Target));
        Assert.NotEqual(status, new SurveyBuilder().Info(2, counter, "7").Single(check).Status);
    }

    [Fact]
    public void Refused_writes_are_critical() =>
        Assert.Equal("Critical", new SurveyBuilder { SampledFor = TimeSpan.FromSeconds(2) }.LaterInfo(2, "errorstat_OOM", "count=3").Single(RedisChecks.Evictions).Status);

    [Fact]
    public void A_backlog_that_holds_seconds_is_too_small() =>
        Assert.Contains("CONFIG SET repl-backlog-size", new SurveyBuilder { SampledFor = TimeSpan.FromSeconds(2) }.LaterInfo(1, "master_repl_offset", "1001000").Single(RedisChecks.ReplicationBacklog).Remedy, StringComparison.Ordinal);

    [Theory]
    [InlineData(0.9, "Warning")]
    [InlineData(1.4, "Passed")]
    [InlineData(1.6, "Warning")]
    [InlineData(2.1, "Critical")]
    public void Fragmentation_counts_where_there_is_memory(double ratio, string status)
    {
        var text = ratio.ToString(System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(status, new SurveyBuilder().Info(1, "used_memory", "200000000").Info(1, "mem_fragmentation_ratio", text).Single(RedisChecks.Fragmentation).Status);
        Assert.Equal("Passed", new SurveyBuilder().Info(1, "mem_fragmentation_ratio", text).Single(RedisChecks.Fragmentation).Status);
    }

    [Theory]
    [InlineData("1999", "Warning")]
    [InlineData("2000", "Passed")]
    [InlineData("60001", "Warning")]
    public void Node_timeouts_have_bounds(string value, string status) => Assert.Equal(status, new SurveyBuilder().Setting(1, "cluster-node-timeout", value).Single(RedisChecks.NodeTimeout).Status);

    [Theory]
    [InlineData("1", "Warning", "1000 ms")]
    [InlineData("2", "Passed", "2000 ms")]
    [InlineData("61", "Warning", "61000 ms")]
    public void Garnet_tells_node_timeouts_in_seconds(string value, string status, string observed)
    {
        var check = Garnet().Setting(1, "cluster-node-timeout", value).Single(RedisChecks.NodeTimeout);
        Assert.Equal(status, check.Status);
        Assert.Contains(status == "Passed" ? "15000 ms" : observed, check.Observed, StringComparison.Ordinal);
        Assert.True(status == "Passed" || check.Remedy!.Contains("CONFIG SET cluster-node-timeout 15;", StringComparison.Ordinal));
    }

    [Fact]
    public void What_Garnet_does_not_have_is_said_and_no_fault()
    {
        var cluster = Garnet();
        for (var node = 1; node <= 6; node++)
        {
            cluster.Change(node, survey =>
            {
                survey.Info = InfoText.Parse("garnet_version:2.2.8\nused_memory:1000000");
                survey.UsersDigest = null;
                survey.Failures[Parts.Users] = new PartFailure("the server has no users", IsUnsupported: true);
            });
        }

        Assert.Equal("Skipped", cluster.Single(RedisChecks.MemoryLimit).Status);
        var configuration = cluster.Single(RedisChecks.Configuration);
        Assert.Equal("Passed", configuration.Status);
        Assert.Contains("Users are not compared: the server has no users.", configuration.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_setting_and_users_that_differ_are_found()
    {
        Assert.Contains("CONFIG SET maxmemory-policy noeviction", new SurveyBuilder().Setting(5, "maxmemory-policy", "allkeys-lru").Single(RedisChecks.Configuration).Remedy, StringComparison.Ordinal);
        Assert.Equal(SurveyBuilder.Address(5), new SurveyBuilder().Change(5, node => node.UsersDigest = "others").Single(RedisChecks.Configuration).Target);
    }

    [Fact]
    public void Passwords_that_do_not_match_are_found()
    {
        Assert.Equal("different passwords", Assert.Single(new SurveyBuilder().Setting(5, "requirepass", "digest").Run(RedisChecks.Authentication), check => check.Observed == "different passwords").Observed);
        var builder = new SurveyBuilder();
        for (var node = 1; node <= 6; node++)
        {
            builder.Setting(node, "requirepass", "digest").Setting(node, "masterauth", node == 6 ? "" : "digest");
        }

        Assert.Equal(("no masterauth", SurveyBuilder.Address(6)), (builder.Single(RedisChecks.Authentication).Observed, builder.Single(RedisChecks.Authentication).Target));
        Assert.Equal("wrong masterauth", builder.Setting(6, "masterauth", "another").Single(RedisChecks.Authentication).Observed);
        Assert.Equal("Passed", builder.Setting(6, "masteruser", "replicator").Single(RedisChecks.Authentication).Status);
    }

    [Fact]
    public void Slow_commands_of_the_last_minute_count()
    {
        IReadOnlyList<long> Times(long ago) => [.. Enumerable.Repeat(1_800_000_000 - ago, 11)];
        Assert.Equal("Warning", new SurveyBuilder().Change(1, node => node.SlowCommandTimes = Times(59)).Single(RedisChecks.SlowCommands).Status);
        Assert.Equal("Passed", new SurveyBuilder().Change(1, node => node.SlowCommandTimes = Times(61)).Single(RedisChecks.SlowCommands).Status);
    }

    [Theory]
    [InlineData(10, "Passed")]
    [InlineData(11, "Warning")]
    [InlineData(100, "Critical")]
    public void A_slow_answer_is_judged(double milliseconds, string status) => Assert.Equal(status, new SurveyBuilder().Change(1, node => node.RoundTripMs = milliseconds).Single(RedisChecks.Latency).Status);

    [Fact]
    public void Standstills_percentiles_and_huge_pages_are_found()
    {
        Assert.Equal("Warning", new SurveyBuilder().Change(1, node => node.LatencyEvents = [new LatencyEvent("fork", 1_799_999_900, 400, 400)]).Single(RedisChecks.Latency).Status);
        Assert.Equal("Passed", new SurveyBuilder().Change(1, node => node.LatencyEvents = [new LatencyEvent("fork", 1_799_990_000, 400, 400)]).Single(RedisChecks.Latency).Status);
        Assert.Equal("Warning", new SurveyBuilder().Info(1, "latency_percentiles_usec_get", "p50=1.0,p99=150000.5,p99.9=200000").Single(RedisChecks.Latency).Status);
        Assert.Equal("Warning", new SurveyBuilder().Change(1, node => node.HugePages = true).Single(RedisChecks.Latency).Status);
    }

    [Fact]
    public void Big_keys_hot_slots_and_full_links_are_found()
    {
        Assert.Equal("Warning", new SurveyBuilder().Change(1, node => node.SampledKeys = [new KeySize("big", 60 * 1024 * 1024)]).Single(RedisChecks.BigKeys).Status);
        Assert.Equal("Warning", new SurveyBuilder { SampledFor = TimeSpan.FromSeconds(2) }.Setting(1, "cluster-slot-stats-enabled", "yes").Change(1, node => node.BusiestSlot = new SlotLoad(7, 0, 500_000)).Single(RedisChecks.HotSlots).Status);
        Assert.Equal("Warning", new SurveyBuilder().Change(1, node => node.Links = [new ClusterLink(SurveyBuilder.Id(2), true, 2_000_000)]).Single(RedisChecks.BusLinks).Status);
    }

    [Fact]
    public void Failed_migrations_of_a_day_are_found()
    {
        Assert.Equal("Warning", new SurveyBuilder().Change(1, node => node.Migrations = [new MigrationTask("a", "1-2", "failed", "timeout", 1_799_999_000)]).Single(RedisChecks.SlotMigrations).Status);
        Assert.Equal("Passed", new SurveyBuilder().Change(1, node => node.Migrations = [new MigrationTask("a", "1-2", "failed", "timeout", 1_799_000_000), new MigrationTask("b", "1-2", "success", "", 1_799_999_000)]).Single(RedisChecks.SlotMigrations).Status);
    }

    [Fact]
    public void A_fresh_cluster_has_not_restarted() => Assert.Equal("Passed", new SurveyBuilder().Info(0, "uptime_in_seconds", "20").Single(RedisChecks.Restarts).Status);

    private static void Judged(string check, int node, string field, string? good, string? warning, string? critical)
    {
        foreach (var (value, status) in new[] { (good, "Passed"), (warning, "Warning"), (critical, "Critical") }.Where(item => item.Item1 is not null))
        {
            var result = new SurveyBuilder().Info(node, field, value!).Single(check);
            Assert.True(result.Status == status, $"{field}={value}: {result}");
            Assert.Equal(status == "Passed", result.Remedy is null);
        }
    }

    private static SurveyBuilder Garnet()
    {
        var cluster = new SurveyBuilder().Info(0, "garnet_version", "2.2.8");
        for (var node = 1; node <= 6; node++)
        {
            cluster.Setting(node, "cluster-node-timeout", "15");
        }

        return cluster;
    }
}
