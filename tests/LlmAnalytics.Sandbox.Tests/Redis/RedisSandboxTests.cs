using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using LlmAnalytics.Sandbox.Processes;
using LlmAnalytics.Sandbox.Redis;
using LlmAnalytics.Sandbox.Tests.Commands;

namespace LlmAnalytics.Sandbox.Tests.Redis;

/// <summary>Nodes come up, go down, freeze and come back; nothing of them is left.</summary>
public sealed class RedisSandboxTests
{
    [RedisServerFact]
    public async Task Servers_answer_in_cluster_mode_and_leave_nothing_behind()
    {
        var sandbox = await StartAsync(3);
        var processes = sandbox.Nodes.Select(node => node.ProcessId!.Value).ToList();
        Assert.Equal(3, processes.Distinct().Count());
        foreach (var node in sandbox.Nodes)
        {
            Assert.Equal("Up", node.State);
            Assert.Contains("cluster_known_nodes:1", await AskAsync(node.Port, "CLUSTER INFO"), StringComparison.Ordinal);
        }

        await sandbox.DisposeAsync();
        Assert.All(processes, process => Assert.True(HostProcess.IsGone(process)));
        Assert.All(sandbox.Nodes, node => Assert.Equal("Down", node.State));
    }

    [RedisServerFact]
    public async Task A_server_that_was_shot_comes_back_as_the_node_that_it_was()
    {
        await using var sandbox = await StartAsync(1);
        var node = sandbox.Nodes[0];
        var (id, process) = (await AskAsync(node.Port, "CLUSTER MYID"), node.ProcessId!.Value);
        node.Kill();
        Assert.Equal("Down", node.State);
        Assert.True(HostProcess.IsGone(process));
        await Assert.ThrowsAsync<SocketException>(() => AskAsync(node.Port, "PING"));
        await node.ResumeAsync(CancellationToken.None);
        Assert.Equal("Up", node.State);
        Assert.NotEqual(process, node.ProcessId);
        Assert.Equal(id, await AskAsync(node.Port, "CLUSTER MYID"));
    }

    [RedisServerFact]
    public async Task A_frozen_server_takes_connections_and_is_silent_until_it_goes_on()
    {
        await using var sandbox = await StartAsync(1);
        var node = sandbox.Nodes[0];
        node.Freeze();
        Assert.Equal("Frozen", node.State);
        var answer = AskAsync(node.Port, "PING");
        await Assert.ThrowsAsync<TimeoutException>(() => answer.WaitAsync(TimeSpan.FromMilliseconds(300)));
        await node.ResumeAsync(CancellationToken.None);
        Assert.Equal("Up", node.State);
        Assert.StartsWith("+PONG", await answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_that_is_not_there_is_an_error_and_so_is_one_that_ends()
    {
        Assert.Equal("RedisServerNotFound", (await Assert.ThrowsAsync<SandboxException>(() => RedisSandbox.StartAsync(new() { ServerPath = "no-such-program" }, CancellationToken.None))).ErrorId);
        if (!OperatingSystem.IsWindows())
        {
            var ended = await Assert.ThrowsAsync<SandboxException>(() => RedisSandbox.StartAsync(new() { ServerPath = Executables.Find("false"), Nodes = 1 }, CancellationToken.None));
            Assert.Equal("RedisNodeEnded", ended.ErrorId);
        }
    }

    [Fact]
    public async Task Garnet_nodes_come_up_go_down_and_come_back_but_do_not_freeze()
    {
        var lines = await SandboxConsole.RunAsync(
            "$s = Start-LlmSandbox -Kafka None -Redis Garnet -RedisNodes 2; $s.RedisNodes.State; (Test-LlmRedisCluster -Include Versions).Checks[0].Observed -match 'Garnet'; "
            + "$a = $s.RedisNodes[0].Endpoint; (Set-LlmSandboxFault -RedisNode $a -RedisState Down).State; $s.RedisNodes.State; "
            + "Set-LlmSandboxFault -RedisNode $a -RedisState Frozen -ErrorAction SilentlyContinue -ErrorVariable refused; $refused.FullyQualifiedErrorId.Split(',')[0]; "
            + "(Set-LlmSandboxFault -RedisNode $a -RedisState Up).State; $s.RedisNodes.State; exit 0",
            "/nowhere");
        Assert.Equal(["Up", "Up", "True", "Down", "Down", "Up", "RedisNodeNotFreezable", "Up", "Up", "Up"], lines);
    }

    private static Task<RedisSandbox> StartAsync(int nodes) => RedisSandbox.StartAsync(new() { Kind = RedisKind.Server, Nodes = nodes }, CancellationToken.None);

    private static async Task<string> AskAsync(int port, string command)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{command}\r\n")));
        var buffer = new byte[4096];
        return Encoding.ASCII.GetString(buffer, 0, await stream.ReadAsync(buffer));
    }
}
