using LlmAnalytics.Engine;
using LlmAnalytics.PowerShell.Tests.Fakes;
using LlmAnalytics.PowerShell.Tests.Hosting;

namespace LlmAnalytics.PowerShell.Tests.Commands.Kafka.Acls;

/// <summary>Test-LlmKafkaAcl: questions, and the verdict on all.</summary>
public sealed class TestAclTests : IDisposable
{
    private readonly FakeEngine _engine = FakeEngine.Install();
    private readonly PowerShellHost _shell = new();

    public void Dispose()
    {
        _shell.Dispose();
        _engine.Dispose();
    }

    [Fact]
    public void A_question_reaches_the_engine_in_Kafka_s_words()
    {
        var verdict = Assert.Single(_shell.Run("Test-LlmKafkaAcl User:alice WRITE topic llm-events -HostName 10.0.0.1").Only<KafkaAclVerdict>());
        Assert.True(verdict.Allowed);
        Assert.Equal(
            new AclQuestion { Principal = "User:alice", Operation = "Write", ResourceType = "Topic", ResourceName = "llm-events", HostName = "10.0.0.1" },
            Assert.Single(_engine.Acls.Questions));
        Assert.Empty(_engine.Acls.Queries);
    }

    [Fact]
    public void Several_operations_and_names_are_several_questions()
    {
        var verdicts = _shell.Run("Test-LlmKafkaAcl -Principal User:alice -Operation Read, Write -ResourceType Topic -ResourceName a, b").Only<KafkaAclVerdict>();
        Assert.Equal(["a Read", "a Write", "b Read", "b Write"], verdicts.Select(verdict => $"{verdict.ResourceName} {verdict.Operation}"));
    }

    [Fact]
    public void Questions_come_by_the_pipeline()
    {
        var verdicts = _shell.Run(
            """
            [pscustomobject]@{ Principal = 'User:a'; Operation = 'Write'; ResourceType = 'Topic'; ResourceName = 'x' },
            [pscustomobject]@{ Principal = 'User:b'; Operation = 'Read'; ResourceType = 'Group'; ResourceName = 'g'; HostName = '' } | Test-LlmKafkaAcl -Quiet
            """).Only<bool>();
        Assert.Equal([true, false], verdicts);
        Assert.Equal(["User:a", "User:b"], _engine.Acls.Questions.Select(question => question.Principal));
        Assert.All(_engine.Acls.Questions, question => Assert.Null(question.HostName));
    }

    [Fact]
    public void The_cluster_needs_no_name_and_others_do()
    {
        Assert.False(Assert.Single(_shell.Run("Test-LlmKafkaAcl User:a Create Cluster -Quiet").Only<bool>()));
        Assert.Equal(("kafka-cluster", null), (_engine.Acls.Questions[0].ResourceName, _engine.Acls.Questions[0].HostName));
        Assert.Equal([ErrorIds.AclInvalid], _shell.Run("Test-LlmKafkaAcl User:a Create Topic").ErrorIds);
    }

    [Theory]
    [InlineData("alice Write Topic x", ErrorIds.AclPrincipalInvalid)]
    [InlineData("User:alice Produce Topic x", ErrorIds.AclInvalid)]
    [InlineData("User:alice Write Tropic x", ErrorIds.AclInvalid)]
    public void A_question_that_makes_no_sense_is_an_error_never_a_verdict(string arguments, string errorId)
    {
        Assert.Equal([errorId], _shell.Run($"Test-LlmKafkaAcl {arguments} -Quiet").ErrorIds);
        Assert.Empty(_engine.Clusters);
    }

    [Fact]
    public void Without_a_question_all_ACLs_are_judged()
    {
        var result = _shell.Run("Test-LlmKafkaAcl -Include broadacls, Authorizer -Skip Authorizer");
        Assert.Same(_engine.Acls.Health, Assert.Single(result.Only<KafkaAclHealth>()));
        Assert.Equivalent(new AclHealthQuery { Include = ["Authorizer", "BroadAcls"], Skip = ["Authorizer"] }, Assert.Single(_engine.Acls.Queries), strict: true);
        Assert.False(Assert.Single(_shell.Run("Test-LlmKafkaAcl -Quiet").Only<bool>()));
    }

    [Theory]
    [InlineData("-Include Broad")]
    [InlineData("-Skip ([LlmAnalytics.Engine.AclChecks]::All)")]
    public void What_names_no_check_is_an_error(string arguments) =>
        Assert.Equal([ErrorIds.HealthCheckInvalid], _shell.Run($"Test-LlmKafkaAcl {arguments}").ErrorIds);

    [Fact]
    public void Questions_and_checks_do_not_mix() =>
        Assert.Equal(["AmbiguousParameterSet"], _shell.Run("Test-LlmKafkaAcl -Principal User:a -Include BroadAcls").ErrorIds);

    [Fact]
    public void Every_check_is_described() => Assert.Equal(AclChecks.All, AclChecks.Descriptions.Keys);
}
