using System.Diagnostics;
using LlmAnalytics.Engine;
using LlmAnalytics.Infra.Redis.Nodes;
using LlmAnalytics.Sandbox.Processes;
using LlmAnalytics.Testing;

namespace LlmAnalytics.Infra.Tests.Live.Redis.Nodes;

/// <summary>Each thing that can stand between here and a node is told by its name.</summary>
public sealed class FailureTests : NodeTests
{
    private const string Password = "open sesame \"1\"";

    [RedisFact]
    public async Task Passwords_and_users_are_told_apart()
    {
        await using var cluster = await RedisTestCluster.StartAsync(new RedisClusterOptions
        {
            Nodes = 1,
            Settings = new Dictionary<string, string> { ["requirepass"] = "secret" },
            Password = "secret",
            Users = ["operator on >hunter2 ~* &* +@all", "reader on >hunter2 ~* +ping +cluster|info", "mute on >hunter2 ~* +get", "gone off >hunter2 ~* +@all"],
        });
        var node = cluster.Node(1);
        await using (var pool = Pool(node, password: "secret"))
        {
            Assert.Equal("default", (await SendAsync((await pool.FindAsync(InTime))[0], "ACL", "WHOAMI")).Text);
            Assert.Equal("default", pool.User);
        }

        await using (var pool = Pool(node, "operator", "hunter2"))
        {
            Assert.Equal("operator", (await SendAsync((await pool.FindAsync(InTime))[0], "ACL", "WHOAMI")).Text);
        }

        var required = await ProblemAsync(Pool(node));
        Assert.Equal((ErrorIds.RedisAuthenticationRequired, ProblemCategory.AuthenticationError), (required.ErrorId, required.Category));
        foreach (var wrong in new[] { Pool(node, password: "wrong-one"), Pool(node, "operator", "wrong-one"), Pool(node, "nobody", "hunter2"), Pool(node, "gone", "hunter2") })
        {
            var problem = await ProblemAsync(wrong);
            Assert.Equal(ErrorIds.RedisAuthenticationFailed, problem.ErrorId);
            Assert.DoesNotContain("wrong-one", problem.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain("hunter2", problem.ToString(), StringComparison.Ordinal);
        }

        var muted = await ProblemAsync(Pool(node, "mute", "hunter2"));
        Assert.Equal(ErrorIds.RedisAuthorizationFailed, muted.ErrorId);
        Assert.Contains("'mute' may not use PING", muted.Message, StringComparison.Ordinal);
        await using var readers = Pool(node, "reader", "hunter2");
        var reader = (await readers.FindAsync(InTime))[0];
        Assert.Contains("cluster_state", (await SendAsync(reader, "CLUSTER", "INFO")).Text, StringComparison.Ordinal);
        var refused = (await Assert.ThrowsAsync<NodeErrorException>(() => SendAsync(reader, "CLUSTER", "NODES"))).ToProblem("reader").Problem;
        Assert.Equal((ErrorIds.RedisAuthorizationFailed, ProblemCategory.PermissionDenied), (refused.ErrorId, refused.Category));
        Assert.Contains("'reader' may not use CLUSTER NODES", refused.Message, StringComparison.Ordinal);
        Assert.Contains("ACL SETUSER reader +cluster|nodes", refused.RecommendedAction, StringComparison.Ordinal);
    }

    [RedisFact]
    public async Task A_password_that_nobody_asked_for_is_said()
    {
        await using var cluster = await RedisTestCluster.StartAsync(new RedisClusterOptions { Nodes = 1 });
        var problem = await ProblemAsync(Pool(cluster.Node(1), password: Password));
        Assert.Equal(ErrorIds.RedisAuthenticationFailed, problem.ErrorId);
        Assert.Contains("asks for no password", problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("sesame", problem.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_listens_there()
    {
        var problem = await ProblemAsync(Pool(new NodePlace("127.0.0.1", LoopbackPorts.Take(1)[0])));
        Assert.Equal(ErrorIds.RedisConnectionRefused, problem.ErrorId);
        Assert.Contains("nothing listens there", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_name_is_unknown() =>
        Assert.Equal(ErrorIds.RedisHostNotFound, (await ProblemAsync(Pool(new NodePlace("no-such-host.invalid", 6379)))).ErrorId);

    [Fact]
    public async Task Another_service_listens_there()
    {
        await using var web = GarbageServer.Http();
        var problem = await ProblemAsync(Pool(new NodePlace(LoopbackServer.Host, web.Port)));
        Assert.Equal(ErrorIds.RedisNotAServer, problem.ErrorId);
        Assert.Contains("HTTP/1.1 400", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_has_no_room_or_loads_its_data_says_so()
    {
        foreach (var (answer, code) in new[] { ("-LOADING Redis is loading the dataset in memory\r\n", "LOADING"), ("-ERR max number of clients reached\r\n", "ERR") })
        {
            await using var server = new GarbageServer(System.Text.Encoding.ASCII.GetBytes(answer));
            await using var pool = Pool(new NodePlace(LoopbackServer.Host, server.Port));
            var node = (await pool.FindAsync(InTime))[0];
            Assert.Equal(code, (await Assert.ThrowsAsync<NodeErrorException>(() => SendAsync(node, "CLUSTER", "INFO"))).Code);
        }
    }

    [Fact]
    public async Task Somebody_accepts_and_stays_silent()
    {
        await using var silent = new SilentServer();
        var startedAt = Stopwatch.GetTimestamp();
        var problem = await ProblemAsync(Pool(new NodePlace(LoopbackServer.Host, silent.Port)), TimeSpan.FromSeconds(2));
        Assert.Equal(ErrorIds.RedisNodeNotResponding, problem.ErrorId);
        Assert.Contains("waited for the answer to PING", problem.Message, StringComparison.Ordinal);
        Assert.InRange(Stopwatch.GetElapsedTime(startedAt), TimeSpan.FromSeconds(1.9), Soon);
    }

    [Fact]
    public async Task Somebody_accepts_and_hangs_up()
    {
        await using var closing = new ClosingServer();
        Assert.Equal(ErrorIds.RedisConnectionClosed, (await ProblemAsync(Pool(new NodePlace(LoopbackServer.Host, closing.Port)))).ErrorId);
    }

    [Fact]
    public async Task What_breaks_off_after_the_greeting_is_closed()
    {
        await using var server = new GarbageServer("+PONG\r\n"u8, close: true);
        Assert.Equal(ErrorIds.RedisConnectionClosed, (await ProblemAsync(Pool(new NodePlace(LoopbackServer.Host, server.Port)))).ErrorId);
    }
}
