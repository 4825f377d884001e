using LlmAnalytics.Engine;
using LlmAnalytics.PowerShell.Tests.Fakes;
using LlmAnalytics.PowerShell.Tests.Hosting;

namespace LlmAnalytics.PowerShell.Tests.Commands.Kafka.Acls;

/// <summary>Get-LlmKafkaAcl and Get-LlmKafkaAclDefinition, and what all ACL commands complete and show.</summary>
public sealed class ReadAclTests : IDisposable
{
    private readonly FakeEngine _engine = FakeEngine.Install();
    private readonly PowerShellHost _shell = new();

    public void Dispose()
    {
        _shell.Dispose();
        _engine.Dispose();
    }

    [Fact]
    public void Without_arguments_all_are_read()
    {
        Assert.Equal(new FakeAcls().Existing, _shell.Run("Get-LlmKafkaAcl").Only<KafkaAcl>());
        Assert.True(Assert.Single(_engine.Acls.Filters).IsEmpty);
    }

    [Fact]
    public void Every_part_is_a_filter()
    {
        _shell.Run("Get-LlmKafkaAcl User:alice, *bob -ResourceType topic, group -ResourceName llm-* -PatternType PREFIXED -Operation read -Permission Deny -HostName * -Effective").Only<KafkaAcl>();
        Assert.Equivalent(
            new AclFilter
            {
                Principals = ["User:alice", "*bob"], ResourceTypes = ["Topic", "Group"], ResourceNames = ["llm-*"], PatternTypes = ["Prefixed"],
                Operations = ["Read"], Permissions = ["Deny"], HostNames = ["*"], Effective = true,
            },
            Assert.Single(_engine.Acls.Filters),
            strict: true);
    }

    [Theory]
    [InlineData("alice", ErrorIds.AclPrincipalInvalid)]
    [InlineData("-ResourceType Topix", ErrorIds.AclInvalid)]
    [InlineData("-ResourceType X*", ErrorIds.AclInvalid)]
    [InlineData("-Operation Produce", ErrorIds.AclInvalid)]
    public void What_could_never_match_is_refused(string arguments, string errorId)
    {
        Assert.Equal([errorId], _shell.Run($"Get-LlmKafkaAcl {arguments}").ErrorIds);
        Assert.Empty(_engine.Clusters);
    }

    [Theory]
    [InlineData("Get-LlmKafkaAclDefinition", "Producer Consumer Admin")]
    [InlineData("Get-LlmKafkaAclDefinition *er", "Producer Consumer")]
    [InlineData("'admin', 'Producer' | Get-LlmKafkaAclDefinition", "Admin Producer")]
    [InlineData("Get-LlmKafkaAclDefinition Admin, a*", "Admin")]
    public void Definitions_are_found_by_role(string script, string expected)
    {
        Assert.Equal(expected, string.Join(' ', _shell.Run(script).Only<KafkaAclDefinition>().Select(role => role.Role)));
        Assert.Empty(_engine.Clusters);
    }

    [Fact]
    public void A_role_that_does_not_exist_is_an_error_and_a_wildcard_without_match_none()
    {
        Assert.Equal([ErrorIds.AclRoleNotFound], _shell.Run("Get-LlmKafkaAclDefinition nobody, x*").ErrorIds);
    }

    [Theory]
    [InlineData("Grant-LlmKafkaAcl P", "Producer")]
    [InlineData("Revoke-LlmKafkaAcl -Role ", "Producer Consumer Admin")]
    [InlineData("Get-LlmKafkaAclDefinition a", "Admin")]
    [InlineData("Grant-LlmKafkaAcl -ResourceType ", "Topic Group Cluster TransactionalId DelegationToken User")]
    [InlineData("Get-LlmKafkaAcl -Operation Describe", "Describe DescribeConfigs DescribeTokens")]
    [InlineData("Get-LlmKafkaAcl -PatternType ", "Literal Prefixed")]
    [InlineData("Revoke-LlmKafkaAcl -Permission d", "Deny")]
    [InlineData("Test-LlmKafkaAcl -Include Un", "UnknownPrincipals")]
    [InlineData("Test-LlmKafkaAcl User:x IdEm", "IdempotentWrite")]
    public void Words_are_completed(string line, string expected) => Assert.Equal(expected, Complete(line));

    [Fact]
    public void Principals_and_resources_that_have_ACLs_are_completed_from_the_connection()
    {
        Assert.Equal("", Complete("Get-LlmKafkaAcl User:"));
        _shell.Run("Connect-LlmKafka a:1");
        Assert.Equal("'User:alice' 'User:bob'", Complete("Get-LlmKafkaAcl "));
        Assert.Equal("'User:bob'", Complete("Test-LlmKafkaAcl -Principal User:b"));
        Assert.Equal("llm- llm-events", Complete("Revoke-LlmKafkaAcl -ResourceName llm"));
    }

    private string Complete(string line) => string.Join(' ', ((System.Management.Automation.CommandCompletion)_shell.Run(
            "[System.Management.Automation.CommandCompletion]::CompleteInput($line, $line.Length, $null)", ("line", line)).Output[0].BaseObject)
        .CompletionMatches.Where(match => match.ResultType == System.Management.Automation.CompletionResultType.ParameterValue).Select(match => match.CompletionText));
}
