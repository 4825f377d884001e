using System.Management.Automation;
using LlmAnalytics.Engine;
using LlmAnalytics.PowerShell.Tests.Fakes;
using LlmAnalytics.PowerShell.Tests.Hosting;

namespace LlmAnalytics.PowerShell.Tests.Commands.Redis;

/// <summary>Connect-, Get- and Disconnect-, and which connection a command takes.</summary>
public sealed class RedisConnectionTests : IDisposable
{
    private const string Password = "$s = [securestring]::new(); ('hunt' + 'er2').ToCharArray().ForEach({ $s.AppendChar($_) }); $u = [pscredential]::new('REALM\\ops', $s); ";
    private readonly FakeEngine _engine = FakeEngine.Install();
    private readonly PowerShellHost _shell = new();

    private FakeRedis Redis => _engine.FakeRedis;

    public void Dispose()
    {
        _shell.Dispose();
        _engine.Dispose();
    }

    [Fact]
    public void Connect_hands_over_addresses_and_secrets()
    {
        var connection = Assert.Single(_shell.Run(Password + "Connect-LlmRedis a:1, 'b:2, c:3' -Credential $u -Tls -CaCertificate ./ca.pem -ClientCertificate /c.pem -ClientKey /k.pem -TlsServerName redis").Only<RedisConnection>());
        var request = Assert.Single(Redis.Requests);
        Assert.Equal(["a:1", "b:2", "c:3"], request.Nodes!);
        Assert.Equal(("REALM\\ops", "hunter2", ""), (request.Credential!.UserName, request.Credential.Password, request.Credential.Domain));
        Assert.True(request.Tls);
        Assert.Equal((Path.GetFullPath("ca.pem"), "/c.pem", "/k.pem", "redis"), (request.CaCertificate, request.ClientCertificate, request.ClientKey, request.TlsServerName));
        Assert.Equal(("Nodes", "a:1,b:2,c:3"), (connection.Source, connection.Target));
        Assert.False(Redis.Last.IsClosed);
    }

    [Fact]
    public void Connect_hands_over_the_way_to_pods()
    {
        _shell.Run("Connect-LlmRedis -Namespace llm -ServiceName cache -Selector app=r -Context prod -Kubeconfig /k -Transport portforward -PasswordSecret s/p").Only<RedisConnection>();
        var expected = new RedisConnectionRequest
        {
            Namespace = "llm", ServiceName = "cache", Selector = "app=r", Context = "prod", Kubeconfig = "/k", Transport = "PortForward", PasswordSecret = "s/p",
        };
        Assert.Equal(expected, Assert.Single(Redis.Requests));
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("-Tls", true)]
    [InlineData("-CaCertificate /ca.pem", true)]
    [InlineData("-ClientCertificate /c.pem", true)]
    [InlineData("-TlsServerName redis", true)]
    [InlineData("-CaCertificate /ca.pem -Tls:$false", false)]
    public void What_describes_TLS_asks_for_it(string arguments, bool tls)
    {
        _shell.Run($"Connect-LlmRedis a:1 {arguments}").Only<RedisConnection>();
        Assert.Equal(tls, Redis.Requests[0].Tls);
    }

    [Theory]
    [InlineData("-Kubeconfig Variable:/x", ErrorIds.KubeconfigNotFound)]
    [InlineData("-CaCertificate nodrive:/ca.pem", ErrorIds.RedisFileUnreadable)]
    [InlineData("-ClientKey Env:/PATH", ErrorIds.RedisFileUnreadable)]
    public void Files_that_are_no_files_are_named_and_nothing_connected_to(string arguments, string errorId)
    {
        Assert.Equal([errorId], _shell.Run($"Connect-LlmRedis {arguments}").ErrorIds);
        Assert.Empty(Redis.Requests);
    }

    [Fact]
    public void Commands_take_the_last_connection_and_leave_it_open()
    {
        _shell.Run("Connect-LlmRedis a:1; Connect-LlmRedis b:1; Get-LlmRedisNode; Get-LlmRedisNode");
        Assert.Equal([0, 2], Redis.Clusters.Select(cluster => cluster.NodeQueries.Count));
        Assert.All(Redis.Clusters, cluster => Assert.False(cluster.IsClosed));
    }

    [Theory]
    [InlineData("-Node b:1")]
    [InlineData("-Namespace x")]
    [InlineData("-Transport Direct")]
    [InlineData("-Tls")]
    public void Parameters_make_a_connection_for_one_call_over_the_current_one(string arguments)
    {
        _shell.Run($"Connect-LlmRedis a:1; Get-LlmRedisNode {arguments}");
        Assert.Equal([0, 1], Redis.Clusters.Select(cluster => cluster.NodeQueries.Count));
        Assert.Equal([false, true], Redis.Clusters.Select(cluster => cluster.IsClosed));
    }

    [Fact]
    public void Without_any_the_engine_is_asked_with_an_empty_request_for_one_call()
    {
        _shell.Run("Get-LlmRedisNode").Only<RedisNode>();
        Assert.True(Assert.Single(Redis.Requests).IsEmpty);
        Assert.True(Redis.Last.IsClosed);
    }

    [Theory]
    [InlineData("-Node b:1")]
    [InlineData("-Context x")]
    [InlineData("-Transport Auto")]
    public void A_given_connection_wins_and_excludes_parameters_of_another(string other)
    {
        _shell.Run("$a = Connect-LlmRedis a:1; Connect-LlmRedis b:1; Get-LlmRedisNode -Connection $a");
        Assert.Equal([1, 0], Redis.Clusters.Select(cluster => cluster.NodeQueries.Count));
        Assert.Equal([ErrorIds.RedisSettingInvalid], _shell.Run($"Get-LlmRedisNode -Connection $a {other}").ErrorIds);
    }

    [Fact]
    public void A_closed_connection_is_an_error_and_no_way_to_another_cluster()
    {
        var result = _shell.Run("$a = Connect-LlmRedis a:1; Disconnect-LlmRedis $a; Get-LlmRedisNode -Connection $a");
        Assert.Equal([ErrorIds.RedisConnectionDisposed], result.ErrorIds);
        Assert.Contains("Connect-LlmRedis", result.Errors[0].ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Single(Redis.Requests);
    }

    [Fact]
    public void Disconnect_closes_the_current_connection_those_given_and_all()
    {
        _shell.Run("$a = Connect-LlmRedis a:1; Connect-LlmRedis b:1; Connect-LlmRedis c:1; Connect-LlmRedis d:1; Disconnect-LlmRedis; $a | Disconnect-LlmRedis");
        Assert.Equal([true, false, false, true], Redis.Clusters.Select(cluster => cluster.IsClosed));
        Assert.Equal(["b:1", "c:1"], _shell.Run("Get-LlmRedisConnection").Only<RedisConnection>().Select(connection => connection.Target));
        Assert.Empty(_shell.Run("Get-LlmRedisConnection -Current").Only<RedisConnection>());
        Assert.Equal([ErrorIds.RedisConnectionDisposed], _shell.Run("Disconnect-LlmRedis").ErrorIds);
        _shell.Run("Disconnect-LlmRedis -All; Disconnect-LlmRedis -All").Only<object>();
        Assert.All(Redis.Clusters, cluster => Assert.True(cluster.IsClosed));
    }

    [Fact]
    public void Kafka_and_Redis_have_a_current_connection_each()
    {
        _shell.Run("Connect-LlmRedis a:1; Connect-LlmKafka k:1; Get-LlmRedisNode; Get-LlmKafkaTopic");
        Assert.Single(Redis.Last.NodeQueries);
        Assert.Single(_engine.Topics.Queries);
        _shell.Run("Disconnect-LlmKafka -All");
        Assert.Single(_shell.Run("Get-LlmRedisConnection -Current").Only<RedisConnection>());
        _shell.Run("Remove-Module LlmAnalytics");
        Assert.True(Redis.Last.IsClosed);
    }

    [Fact]
    public void A_connection_that_fails_is_a_terminating_error_and_leaves_the_current_one()
    {
        _shell.Run("Connect-LlmRedis a:1");
        Redis.Failure = new Problem(ErrorIds.KubernetesAuthorizationFailed, ProblemCategory.PermissionDenied, "User x may not list pods.", "pods", "Have it granted.");
        var caught = Assert.Single(_shell.Run("try { Connect-LlmRedis -Namespace x } catch { $_ }").Output);
        Assert.Equal(ErrorIds.KubernetesAuthorizationFailed, ((ErrorRecord)caught.BaseObject).FullyQualifiedErrorId.Split(',')[0]);
        Assert.Equal("a:1", Assert.Single(_shell.Run("Get-LlmRedisConnection -Current").Only<RedisConnection>()).Target);
    }

    [Fact]
    public void Secrets_are_in_no_stream()
    {
        var result = _shell.Run(Password + "$c = Connect-LlmRedis a:1 -Credential $u -Verbose; $c; \"$c\"");
        Assert.Equal("hunter2", Redis.Requests[0].Credential!.Password);
        Assert.NotEmpty(result.Verbose);
        Assert.DoesNotContain("hunter2", result.Everything, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Connect-LlmRedis -Transport ", "Auto Direct PortForward")]
    [InlineData("Get-LlmRedisNode -Role m", "Master")]
    [InlineData("Test-LlmRedisCluster -Include Rou", "RoundTrip")]
    public void Words_are_completed(string line, string expected) => Assert.Equal(expected, Complete(line));

    [Fact]
    public void Nodes_are_completed_from_the_connection_given_or_the_current_one()
    {
        Assert.Equal("", Complete("Get-LlmRedisNode redis"));
        _shell.Run("$a = Connect-LlmRedis a:1; Connect-LlmRedis b:1");
        Assert.Equal("'10.0.0.2:6379' redis-cluster-0", Complete("Get-LlmRedisNode "));
        Assert.Equal("redis-cluster-0", Complete("Get-LlmRedisNode -Connection $a -Name re"));
        Assert.Equal([1, 1], Redis.Clusters.Select(cluster => cluster.NodeQueries.Count));
    }

    [Fact]
    public void Every_check_is_described() => Assert.Equal(RedisChecks.All, RedisChecks.Descriptions.Keys);

    private string Complete(string line) => string.Join(' ', ((CommandCompletion)_shell.Run(
            "[System.Management.Automation.CommandCompletion]::CompleteInput($line, $line.Length, $null)", ("line", line)).Output[0].BaseObject)
        .CompletionMatches.Where(match => match.ResultType == CompletionResultType.ParameterValue).Select(match => match.CompletionText));
}
