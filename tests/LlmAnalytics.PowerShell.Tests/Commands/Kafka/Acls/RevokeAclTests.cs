using LlmAnalytics.Engine;
using LlmAnalytics.PowerShell.Tests.Fakes;
using LlmAnalytics.PowerShell.Tests.Hosting;

namespace LlmAnalytics.PowerShell.Tests.Commands.Kafka.Acls;

/// <summary>Revoke-LlmKafkaAcl: what is meant, and who is asked.</summary>
public sealed class RevokeAclTests : IDisposable
{
    private readonly FakeEngine _engine = FakeEngine.Install();
    private readonly PowerShellHost _shell = new();

    public void Dispose()
    {
        _shell.Dispose();
        _engine.Dispose();
    }

    [Fact]
    public void Each_ACL_is_asked_for_by_default()
    {
        _shell.Host.Answers.Enqueue("Yes");
        _shell.Host.Answers.Enqueue("No");
        Assert.Single(_shell.Run("Revoke-LlmKafkaAcl -Role Producer").Only<KafkaAclResult>());
        Assert.Equal(2, _shell.Host.Prompts.Count);
        Assert.Equal("llm-events", Assert.Single(_engine.Acls.Written).ResourceName);
    }

    [Fact]
    public void A_host_that_cannot_ask_revokes_nothing_Force_or_not()
    {
        Assert.Equal([ErrorIds.ConfirmationRequired], _shell.Run("Revoke-LlmKafkaAcl -Role Producer -Force").ErrorIds);
        Assert.Empty(_engine.Acls.Written);
    }

    [Theory]
    [InlineData("Revoke-LlmKafkaAcl -Role consumer, Admin -Confirm:$false", "User:llm-consumer|User:admin")]
    [InlineData("Revoke-LlmKafkaAcl -Role Admin -Principal User:eve -Confirm:$false", "User:eve")]
    [InlineData("Get-LlmKafkaAclDefinition Admin | Revoke-LlmKafkaAcl -Confirm:$false", "User:admin")]
    [InlineData("Get-LlmKafkaAcl | Revoke-LlmKafkaAcl -Confirm:$false", "User:alice|User:alice|User:bob")]
    [InlineData("Get-LlmKafkaAcl | plain | Revoke-LlmKafkaAcl -Confirm:$false", "User:alice|User:alice|User:bob")]
    [InlineData("Grant-LlmKafkaAcl Consumer | plain | Revoke-LlmKafkaAcl -Confirm:$false", "User:llm-consumer")]
    public void Roles_and_objects_are_exact_ACLs(string script, string principals)
    {
        _shell.Run(PlainObjects.Filter + script);
        var revocation = Assert.Single(_engine.Acls.Revocations);
        Assert.Null(revocation.Filter);
        Assert.Equal(principals, string.Join('|', revocation.Acls.Select(acl => acl.Principal)));
    }

    [Fact]
    public void What_went_through_JSON_is_the_same_ACL_and_its_asterisk_no_wildcard()
    {
        _shell.Run(PlainObjects.Filter + "Get-LlmKafkaAcl | plain | Revoke-LlmKafkaAcl -Confirm:$false").Only<KafkaAclResult>();
        Assert.Equal(new FakeAcls().Existing, _engine.Acls.Revocations[0].Acls);
    }

    [Theory]
    [InlineData("[pscustomobject]@{ Principal = 'eve'; ResourceType = 'Topic'; ResourceName = 'x'; Operation = 'Read' }")]
    [InlineData("[pscustomobject]@{ Principal = 'User:eve'; ResourceType = 'Topic'; Operation = 'Read' }")]
    [InlineData("[pscustomobject]@{ Principal = 'User:eve'; ResourceType = 'Topic'; ResourceName = 'x'; Operation = 'Reed' }")]
    public void Objects_that_are_no_ACL_are_errors(string item)
    {
        Assert.Single(_shell.Run($"{item} | Revoke-LlmKafkaAcl -Confirm:$false").Errors);
        Assert.Empty(_engine.Clusters);
    }

    [Fact]
    public void A_filter_is_handed_on_in_Kafka_s_words()
    {
        _shell.Run("Revoke-LlmKafkaAcl User:a*, User:b -ResourceType top* -ResourceName llm-* -PatternType literal -Operation Describe* -Permission ALLOW -HostName 10.* -Confirm:$false").Only<KafkaAclResult>();
        var revocation = Assert.Single(_engine.Acls.Revocations);
        Assert.Empty(revocation.Acls);
        Assert.Equivalent(
            new AclFilter
            {
                Principals = ["User:a*", "User:b"], ResourceTypes = ["Topic"], ResourceNames = ["llm-*"], PatternTypes = ["Literal"],
                Operations = ["Describe", "DescribeConfigs", "DescribeTokens"], Permissions = ["Allow"], HostNames = ["10.*"],
            },
            revocation.Filter,
            strict: true);
    }

    [Fact]
    public void Everything_goes_with_Force_alone()
    {
        Assert.Equal([ErrorIds.AclFilterTooBroad], _shell.Run("Revoke-LlmKafkaAcl -Confirm:$false").ErrorIds);
        Assert.Empty(_engine.Acls.Written);
        Assert.Equal(3, _shell.Run("Revoke-LlmKafkaAcl -Force -Confirm:$false").Only<KafkaAclResult>().Count);
    }

    [Fact]
    public void WhatIf_lists_what_matches_and_writes_nothing()
    {
        var results = _shell.Run("Revoke-LlmKafkaAcl User:* -WhatIf -Force").Only<KafkaAclResult>();
        Assert.Equal(["Planned", "Planned", "Planned"], results.Select(result => result.Status));
        Assert.Empty(_engine.Acls.Written);
        Assert.Empty(_shell.Host.Prompts);
    }

    [Fact]
    public void A_role_that_does_not_exist_or_an_empty_pipeline_revokes_nothing()
    {
        Assert.Equal([ErrorIds.AclRoleNotFound], _shell.Run("Revoke-LlmKafkaAcl -Role Producr -Confirm:$false").ErrorIds);
        Assert.Empty(_shell.Run("@() | Revoke-LlmKafkaAcl -Confirm:$false").Output);
        Assert.Empty(_engine.Clusters);
    }

    [Fact]
    public void A_bare_role_or_user_in_the_filter_s_place_is_refused()
    {
        Assert.Equal([ErrorIds.AclPrincipalInvalid], _shell.Run("Revoke-LlmKafkaAcl Producer -Confirm:$false").ErrorIds);
        Assert.Empty(_engine.Clusters);
    }
}
