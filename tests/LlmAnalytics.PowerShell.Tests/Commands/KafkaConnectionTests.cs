using System.Management.Automation;
using LlmAnalytics.Engine;
using LlmAnalytics.PowerShell.Tests.Fakes;
using LlmAnalytics.PowerShell.Tests.Hosting;

namespace LlmAnalytics.PowerShell.Tests.Commands;

/// <summary>Connect-, Get- and Disconnect-, and which connection a command takes.</summary>
public sealed class KafkaConnectionTests : IDisposable
{
    private readonly FakeEngine _engine = FakeEngine.Install();
    private readonly PowerShellHost _shell = new();

    public void Dispose()
    {
        _shell.Dispose();
        _engine.Dispose();
    }

    [Fact]
    public void Connect_hands_over_what_was_given()
    {
        using var file = new TemporaryFile("security.protocol=SSL");
        var connection = Assert.Single(_shell.Run(
            """
            $user = [pscredential]::new('REALM\alice', (& { $s = [securestring]::new(); 'pw'.ToCharArray().ForEach({ $s.AppendChar($_) }); $s }))
            Connect-LlmKafka a:9092, 'b:9092, c:9092' -ConfigFile $file -Property @{ 'ssl.enabled' = $true; 'linger' = 5 } -Credential $user
            """, ("file", file.Path)).Only<KafkaConnection>());
        var request = Assert.Single(_engine.Requests);
        Assert.Equal(["a:9092", "b:9092", "c:9092"], request.BootstrapServers);
        Assert.Equal(file.Path, request.ConfigFile);
        Assert.Equal(new Dictionary<string, string> { ["linger"] = "5", ["ssl.enabled"] = "true" }, request.Properties);
        Assert.Equal(("REALM\\alice", "pw", ""), (request.Credential!.UserName, request.Credential.Password, request.Credential.Domain));
        Assert.Equal("a:9092,b:9092,c:9092", connection.BootstrapServers);
        Assert.False(_engine.Clusters[0].IsClosed);
    }

    [Fact]
    public void A_configuration_file_is_found_by_PowerShell_s_own_location()
    {
        using var file = new TemporaryFile("x=y");
        _shell.Run($"$null = $ExecutionContext.SessionState.Path.SetLocation('{Path.GetDirectoryName(file.Path)}'); Connect-LlmKafka -ConfigFile './{Path.GetFileName(file.Path)}'").Only<KafkaConnection>();
        Assert.Equal(file.Path, _engine.Requests[0].ConfigFile);
    }

    [Theory]
    [InlineData("/no/such/admin.properties")]
    [InlineData("nodrive:/admin.properties")]
    [InlineData("Variable:/x")]
    [InlineData("/")]
    public void A_configuration_file_that_cannot_be_read_is_named_and_nothing_connected_to(string path)
    {
        var result = _shell.Run($"Connect-LlmKafka -ConfigFile '{path}'");
        Assert.Equal([ErrorIds.KafkaFileUnreadable], result.ErrorIds);
        Assert.Empty(_engine.Requests);
    }

    [Fact]
    public void Commands_take_the_last_connection_and_leave_it_open()
    {
        _shell.Run("Connect-LlmKafka a:1; Connect-LlmKafka b:1");
        _shell.Run("Get-LlmKafkaTopic; Get-LlmKafkaTopic").Only<KafkaTopic>();
        Assert.Equal(2, _engine.Requests.Count);
        Assert.Equal([0, 2], _engine.Clusters.Select(cluster => cluster.FakeTopics.Queries.Count));
        Assert.All(_engine.Clusters, cluster => Assert.False(cluster.IsClosed));
    }

    [Fact]
    public void Parameters_make_a_connection_for_one_call_over_the_current_one()
    {
        _shell.Run("Connect-LlmKafka a:1");
        _shell.Run("Get-LlmKafkaTopic -BootstrapServer b:1").Only<KafkaTopic>();
        Assert.Equal([0, 1], _engine.Clusters.Select(cluster => cluster.FakeTopics.Queries.Count));
        Assert.Equal([false, true], _engine.Clusters.Select(cluster => cluster.IsClosed));
        Assert.Equal("a:1", Assert.Single(_shell.Run("Get-LlmKafkaConnection").Only<KafkaConnection>()).BootstrapServers);
    }

    [Fact]
    public void Without_any_the_engine_is_asked_with_an_empty_request_for_one_call()
    {
        _shell.Run("Get-LlmKafkaTopic").Only<KafkaTopic>();
        Assert.True(Assert.Single(_engine.Requests).IsEmpty);
        Assert.True(_engine.Clusters[0].IsClosed);
    }

    [Fact]
    public void A_connection_for_one_call_is_closed_after_a_failure_too()
    {
        _engine.Prepare = topics => topics.Before = (_, _, _) => throw new InvalidOperationException("boom");
        Assert.Equal([ErrorIds.UnexpectedError], _shell.Run("Get-LlmKafkaTopic").ErrorIds);
        Assert.True(_engine.Clusters[0].IsClosed);
    }

    [Fact]
    public void A_given_connection_wins_and_stays_open()
    {
        _shell.Run("$a = Connect-LlmKafka a:1; Connect-LlmKafka b:1; Get-LlmKafkaTopic -Connection $a");
        Assert.Equal([1, 0], _engine.Clusters.Select(cluster => cluster.FakeTopics.Queries.Count));
        Assert.False(_engine.Clusters[0].IsClosed);
    }

    [Theory]
    [InlineData("-BootstrapServer c:1")]
    [InlineData("-Property @{ a = 1 }")]
    [InlineData("-ConfigFile x")]
    public void A_given_connection_excludes_parameters_of_another(string other)
    {
        var result = _shell.Run($"$a = Connect-LlmKafka a:1; Get-LlmKafkaTopic -Connection $a {other}");
        Assert.Equal([ErrorIds.KafkaSettingInvalid], result.ErrorIds);
        Assert.Empty(_engine.Topics.Queries);
    }

    [Fact]
    public void A_closed_connection_is_an_error_and_no_way_to_another_cluster()
    {
        var result = _shell.Run("$a = Connect-LlmKafka a:1; Disconnect-LlmKafka $a; Get-LlmKafkaTopic -Connection $a");
        Assert.Equal([ErrorIds.KafkaConnectionDisposed], result.ErrorIds);
        Assert.Single(_engine.Requests);
    }

    [Fact]
    public void Disconnect_closes_the_current_connection_and_makes_no_other_one_current()
    {
        _shell.Run("Connect-LlmKafka a:1; Connect-LlmKafka b:1");
        Assert.Empty(_shell.Run("Disconnect-LlmKafka").Only<object>());
        Assert.Equal([false, true], _engine.Clusters.Select(cluster => cluster.IsClosed));
        Assert.Empty(_shell.Run("Get-LlmKafkaConnection -Current").Only<KafkaConnection>());
        Assert.Equal("a:1", Assert.Single(_shell.Run("Get-LlmKafkaConnection").Only<KafkaConnection>()).BootstrapServers);
        Assert.Equal([ErrorIds.KafkaConnectionDisposed], _shell.Run("Disconnect-LlmKafka").ErrorIds);
    }

    [Fact]
    public void Disconnect_takes_connections_from_the_pipeline_and_all_at_once()
    {
        _shell.Run("Connect-LlmKafka a:1; Connect-LlmKafka b:1; Connect-LlmKafka c:1");
        _shell.Run("Get-LlmKafkaConnection | Where-Object BootstrapServers -in 'a:1', 'b:1' | Disconnect-LlmKafka").Only<object>();
        Assert.Equal([true, true, false], _engine.Clusters.Select(cluster => cluster.IsClosed));
        Assert.Equal("c:1", Assert.Single(_shell.Run("Get-LlmKafkaConnection -Current").Only<KafkaConnection>()).BootstrapServers);
        _shell.Run("Disconnect-LlmKafka -All").Only<object>();
        Assert.True(_engine.Clusters[2].IsClosed);
        _shell.Run("Disconnect-LlmKafka -All; Get-LlmKafkaConnection").Only<object>();
    }

    [Fact]
    public void Runspaces_do_not_see_each_other_s_connections()
    {
        using var other = new PowerShellHost();
        _shell.Run("Connect-LlmKafka a:1");
        Assert.Empty(other.Run("Get-LlmKafkaConnection").Only<KafkaConnection>());
    }

    [Fact]
    public void A_connection_that_fails_is_a_terminating_error_and_leaves_the_current_one()
    {
        _shell.Run("Connect-LlmKafka a:1");
        _engine.Connecting = (_, _, _) => throw new ProblemException(new Problem(ErrorIds.KafkaConnectionRefused, ProblemCategory.ConnectionError, "Refused.", "b:1", "Start it."));
        var caught = Assert.Single(_shell.Run("try { Connect-LlmKafka b:1 } catch { $_ }").Output);
        Assert.Equal(ErrorIds.KafkaConnectionRefused, ((ErrorRecord)caught.BaseObject).FullyQualifiedErrorId.Split(',')[0]);
        Assert.Equal("a:1", Assert.Single(_shell.Run("Get-LlmKafkaConnection -Current").Only<KafkaConnection>()).BootstrapServers);
    }

    [Fact]
    public void Secrets_are_in_no_stream()
    {
        _engine.Connecting = (request, operation, _) =>
        {
            operation.Verbose($"{request.Credential}");
            return Task.CompletedTask;
        };
        var result = _shell.Run(
            """
            $s = [securestring]::new(); 'hunter2'.ToCharArray().ForEach({ $s.AppendChar($_) })
            $c = Connect-LlmKafka a:1 -Credential ([pscredential]::new('alice', $s)) -Property @{ 'ssl.key.password' = $s } -Verbose; $c; "$c"
            Get-LlmKafkaTopic -Property @{ 'sasl.password' = @{ x = 'hunter2' } } -Verbose
            """.Replace("'hunter2'.", "('hunt' + 'er2').", StringComparison.Ordinal).Replace("x = 'hunter2'", "x = ('hunt' + 'er2')", StringComparison.Ordinal));
        Assert.Equal("hunter2", _engine.Requests[0].Properties!["ssl.key.password"]);
        Assert.Equal([ErrorIds.KafkaSettingInvalid], result.ErrorIds);
        Assert.NotEmpty(result.Verbose);
        Assert.DoesNotContain("hunter2", result.Everything, StringComparison.Ordinal);
    }
}
