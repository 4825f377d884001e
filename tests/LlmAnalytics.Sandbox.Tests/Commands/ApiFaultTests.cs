namespace LlmAnalytics.Sandbox.Tests.Commands;

/// <summary>Set-LlmSandboxFault -Api: seen by the module's own commands, and gone when it should be.</summary>
public class ApiFaultTests
{
    private const string Start = "$null = Start-LlmSandbox -Redis None; ";

    // What a terminating or written error is called.
    private const string ErrorId = "function Get-ErrorId($Script) { try { $null = & $Script -ErrorAction Stop } catch { ($_.FullyQualifiedErrorId -split ',')[0]; return }; 'none' }; ";

    [Fact]
    public async Task An_error_once_is_met_once()
    {
        var lines = await SandboxConsole.RunAsync(Start + ErrorId + "(Set-LlmSandboxFault -Api CreateTopics -ErrorCode PolicyViolation -Times 1).Target; "
            + "Get-ErrorId { New-LlmKafkaTopic llm-events -ErrorAction Stop }; Get-ErrorId { New-LlmKafkaTopic llm-events -ErrorAction Stop }");
        Assert.Equal(["CreateTopics of every broker", "TopicPolicyViolation", "none"], lines);
    }

    [Fact]
    public async Task An_error_of_one_broker_lasts_until_it_is_lifted()
    {
        var lines = await SandboxConsole.RunAsync(Start + "$null = New-LlmKafkaTopic; "
            + "function Get-Verdict { $(Test-LlmKafkaCluster -Include LogDirectories).Checks | ForEach-Object { \"$($_.Status) $($_.Target)\" } }; "
            + "(Set-LlmSandboxFault -Api DescribeLogDirs -Broker 2 -ErrorCode ClusterAuthorizationFailed).Target; Get-Verdict; Get-Verdict; "
            + "(Set-LlmSandboxFault -Api DescribeLogDirs -Broker 2 -ErrorCode None).State; Get-Verdict");
        Assert.Equal("DescribeLogDirs of broker 2", lines[0]);
        Assert.StartsWith("Unknown", lines[1], StringComparison.Ordinal);
        Assert.Equal(lines[1], lines[2]);
        Assert.Equal(["Healthy", "Passed"], lines.Skip(3));
    }

    [Fact]
    public async Task Metadata_that_are_an_error_are_no_cluster_without_topics()
    {
        var lines = await SandboxConsole.RunAsync(Start + ErrorId + "$null = New-LlmKafkaTopic; $null = Set-LlmSandboxFault -Api Metadata -ErrorCode BrokerNotAvailable; "
            + "(Test-LlmKafkaCluster).Status; Get-ErrorId { Get-LlmKafkaTopic -ErrorAction Stop }; $null = Set-LlmSandboxFault -Clear; (Test-LlmKafkaCluster).Status");
        Assert.Equal(["Unhealthy", "KafkaBrokerNotResponding", "Healthy"], lines);
    }

    [Fact]
    public async Task One_broker_whose_metadata_are_an_error_is_told_apart()
    {
        var lines = await SandboxConsole.RunAsync(Start + "$null = New-LlmKafkaTopic; $null = Set-LlmSandboxFault -Api Metadata -Broker 2 -ErrorCode UnknownServerError; "
            + "(Get-LlmKafkaBroker | ForEach-Object Reachable) -join ' '");
        Assert.Equal(["True False True"], lines);
    }

    [Fact]
    public async Task A_cut_answer_costs_nothing_where_another_broker_can_be_asked_and_all_of_them_are_an_error()
    {
        var lines = await SandboxConsole.RunAsync(Start + ErrorId + "$null = New-LlmKafkaTopic; (Set-LlmSandboxFault -Api Metadata -Broker 1 -CutResponse).State; (Get-LlmKafkaTopic).Count; "
            + "@(Set-LlmSandboxFault -Api Metadata -CutResponse -Times 9).Target; Get-ErrorId { Get-LlmKafkaTopic -ErrorAction Stop }; $null = Set-LlmSandboxFault -Clear; (Get-LlmKafkaTopic).Count");
        Assert.Equal(["Cut", "14", "Metadata of broker 1", "Metadata of broker 2", "Metadata of broker 3", "KafkaConnectionClosed", "14"], lines);
    }
}
