using System.Diagnostics;
using LlmAnalytics.Sandbox.Tests.Redis;

namespace LlmAnalytics.Sandbox.Tests.Commands;

public class SandboxCommandTests
{
    private const string NoPrograms = "/nowhere";

    [Fact]
    public async Task Without_a_redis_server_the_nodes_are_Garnet_and_the_session_is_connected()
    {
        var lines = await SandboxConsole.RunAsync("$s = Start-LlmSandbox; $s.Redis; $s.RedisNodes.Count; (Get-LlmRedisConnection).NodeCount; (Get-LlmKafkaConnection).BrokerCount; (New-LlmKafkaTopic).Count; (Stop-LlmSandbox).State", NoPrograms);
        Assert.Equal(["Garnet", "6", "6", "3", "14", "Stopped"], lines);
    }

    [Fact]
    public async Task Several_live_side_by_side_and_each_ends_alone()
    {
        var lines = await SandboxConsole.RunAsync(
            "$a = Start-LlmSandbox -Redis None; $b = Start-LlmSandbox -Redis None -Brokers 5; (Get-LlmSandbox).Count; $null = $a | Stop-LlmSandbox; (Get-LlmSandbox).Name -eq $b.Name; (Get-LlmKafkaBroker).Count");
        Assert.Equal(["2", "True", "5"], lines);
    }

    [Fact]
    public async Task A_broker_that_is_down_refuses_until_it_is_up_again()
    {
        var lines = await SandboxConsole.RunAsync(
            "$null = Start-LlmSandbox -Redis None; (Set-LlmSandboxFault -Broker 2 -BrokerState Down).State; (Get-LlmKafkaBroker 2).State -ne 'Online'; (Get-LlmSandbox).Brokers[1].State; "
            + "(Set-LlmSandboxFault -Clear).State; (Get-LlmSandbox).Brokers[1].State");
        Assert.Equal(["Down", "True", "Down", "Healthy", "Up"], lines);
    }

    [Fact]
    public async Task Removing_the_module_ends_what_it_started()
    {
        var lines = await SandboxConsole.RunAsync("$s = Start-LlmSandbox -Redis Garnet -RedisNodes 1; $s.State; Remove-Module LlmAnalytics.Sandbox; $s.State", NoPrograms);
        Assert.Equal(["Running", "Stopped"], lines);
    }

    [RedisServerFact]
    public async Task A_killed_host_leaves_no_redis_server_behind()
    {
        using var console = SandboxConsole.Start("(Start-LlmSandbox -Kafka None -Redis Server -NoConnect).RedisNodes.ProcessId; 'up'; while ($true) { }");
        var servers = new List<Process>();
        for (var line = await console.ReadLineAsync(); line != "up"; line = await console.ReadLineAsync())
        {
            servers.Add(Process.GetProcessById(int.Parse(line, System.Globalization.CultureInfo.InvariantCulture)));
        }

        Assert.Equal(6, servers.Count);
        Assert.All(servers, server => Assert.False(HostProcess.IsGone(server.Id)));
        console.Kill();
        Assert.True(SpinWait.SpinUntil(() => servers.TrueForAll(server => HostProcess.IsGone(server.Id)), TimeSpan.FromSeconds(10)));
    }
}
