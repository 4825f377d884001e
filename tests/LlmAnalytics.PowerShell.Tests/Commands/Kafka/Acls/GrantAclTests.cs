using LlmAnalytics.Engine;
using LlmAnalytics.PowerShell.Tests.Fakes;
using LlmAnalytics.PowerShell.Tests.Hosting;

namespace LlmAnalytics.PowerShell.Tests.Commands.Kafka.Acls;

/// <summary>Grant-LlmKafkaAcl: which ACLs reach the engine, and what comes out.</summary>
public sealed class GrantAclTests : IDisposable
{
    private readonly FakeEngine _engine = FakeEngine.Install();
    private readonly PowerShellHost _shell = new();

    public void Dispose()
    {
        _shell.Dispose();
        _engine.Dispose();
    }

    [Fact]
    public void Without_arguments_the_standard_set_is_granted_in_one_call()
    {
        var results = _shell.Run("Grant-LlmKafkaAcl").Only<KafkaAclResult>();
        Assert.Equal(["Producer", "Producer", "Consumer"], results.Select(result => result.Role));
        Assert.Equal(["User:llm-producer", "User:llm-producer", "User:llm-consumer"], results.Select(result => result.Principal));
        Assert.All(results, result => Assert.Equal("Created", result.Status));
        Assert.False(Assert.Single(_engine.Acls.Grants).Force);
    }

    [Theory]
    [InlineData("Grant-LlmKafkaAcl admin", "Admin User:admin")]
    [InlineData("Grant-LlmKafkaAcl -Role Consumer, ADMIN", "Consumer User:llm-consumer|Admin User:admin")]
    [InlineData("Grant-LlmKafkaAcl Consumer -Principal User:eve, User:*", "Consumer User:eve|Consumer User:*")]
    [InlineData("Get-LlmKafkaAclDefinition Consumer, Admin | Grant-LlmKafkaAcl", "Consumer User:llm-consumer|Admin User:admin")]
    [InlineData("Get-LlmKafkaAclDefinition Admin | Grant-LlmKafkaAcl -Principal User:eve", "Admin User:eve")]
    public void Roles_are_granted_to_the_catalog_s_principals_or_to_others(string script, string expected)
    {
        var results = _shell.Run(script).Only<KafkaAclResult>();
        Assert.Equal(expected, string.Join('|', results.Select(result => $"{result.Role} {result.Principal}")));
    }

    [Fact]
    public void A_role_that_does_not_exist_is_an_error_of_its_own()
    {
        var result = _shell.Run("Grant-LlmKafkaAcl Producr, Consumer");
        Assert.Equal([ErrorIds.AclRoleNotFound], result.ErrorIds);
        Assert.Contains("Producer, Consumer, Admin", result.Errors[0].ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Equal("Consumer", Assert.IsType<KafkaAclResult>(Assert.Single(result.Output).BaseObject).Role);
        Assert.Equal([ErrorIds.AclRoleNotFound], _shell.Run("Grant-LlmKafkaAcl Producr").ErrorIds);
        Assert.Single(_engine.Clusters);
    }

    [Fact]
    public void An_ACL_of_one_s_own_is_put_together_of_its_parts()
    {
        _shell.Run("Grant-LlmKafkaAcl -Principal User:eve -ResourceType topic -ResourceName orders- -PatternType prefixed -Operation READ -Permission deny -HostName 10.0.0.1 -Force").Only<KafkaAclResult>();
        var grant = Assert.Single(_engine.Acls.Grants);
        Assert.True(grant.Force);
        var expected = new KafkaAcl
        {
            Principal = "User:eve", HostName = "10.0.0.1", ResourceType = "Topic", ResourceName = "orders-", PatternType = "Prefixed", Operation = "Read", Permission = "Deny",
        };
        Assert.Equal(expected, Assert.Single(grant.Acls));
    }

    [Fact]
    public void Several_values_are_every_combination()
    {
        _shell.Run("Grant-LlmKafkaAcl -Principal User:a, User:b -ResourceType Topic -ResourceName x, y -Operation Read, describe_configs");
        Assert.Equal(
            [
                "Allow Read on Topic 'x' to User:a from *", "Allow DescribeConfigs on Topic 'x' to User:a from *",
                "Allow Read on Topic 'y' to User:a from *", "Allow DescribeConfigs on Topic 'y' to User:a from *",
                "Allow Read on Topic 'x' to User:b from *", "Allow DescribeConfigs on Topic 'x' to User:b from *",
                "Allow Read on Topic 'y' to User:b from *", "Allow DescribeConfigs on Topic 'y' to User:b from *",
            ],
            Assert.Single(_engine.Acls.Grants).Acls.Select(acl => acl.ToString()));
    }

    [Fact]
    public void The_cluster_has_only_one_name()
    {
        _shell.Run("Grant-LlmKafkaAcl -Principal User:a -ResourceType Cluster -Operation Alter").Only<KafkaAclResult>();
        Assert.Equal("kafka-cluster", Assert.Single(_engine.Acls.Grants[0].Acls).ResourceName);
        Assert.Equal([ErrorIds.AclInvalid], _shell.Run("Grant-LlmKafkaAcl -Principal User:a -ResourceType Group -Operation Read").ErrorIds);
    }

    [Theory]
    [InlineData("eve", "User:eve")]
    [InlineData("user:eve", "User:eve")]
    [InlineData("User:", "User:name")]
    [InlineData(":eve", "User:name")]
    public void A_principal_without_Kafka_s_form_is_refused_with_the_right_one(string principal, string right)
    {
        var results = new[] { $"Grant-LlmKafkaAcl Admin -Principal '{principal}'", $"Grant-LlmKafkaAcl -Principal '{principal}' -ResourceType Topic -ResourceName x -Operation Read" }
            .Select(script => _shell.Run(script));
        Assert.All(results, result =>
        {
            Assert.Equal([ErrorIds.AclPrincipalInvalid], result.ErrorIds);
            Assert.Contains(right, result.Errors[0].ErrorDetails.Message, StringComparison.Ordinal);
        });
        Assert.Empty(_engine.Clusters);
    }

    [Theory]
    [InlineData("-ResourceType Topics -Operation Read", "Kafka has no resource type 'Topics'")]
    [InlineData("-ResourceType Topic -Operation Produce", "Kafka has no operation 'Produce'")]
    [InlineData("-ResourceType Topic -Operation Read -PatternType Match", "Kafka has no pattern type 'Match'")]
    [InlineData("-ResourceType Topic -Operation Read -Permission Grant", "Kafka has no permission 'Grant'")]
    public void Words_that_Kafka_does_not_have_are_refused_with_those_that_it_has(string arguments, string message)
    {
        var result = _shell.Run($"Grant-LlmKafkaAcl -Principal User:a -ResourceName x {arguments}");
        Assert.Equal([ErrorIds.AclInvalid], result.ErrorIds);
        Assert.Contains(message, result.Errors[0].ErrorDetails.Message, StringComparison.Ordinal);
        Assert.StartsWith("Take one of ", result.Errors[0].ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void ACLs_come_by_the_pipeline_as_they_are()
    {
        _shell.Run("Get-LlmKafkaAcl | Grant-LlmKafkaAcl").Only<KafkaAclResult>();
        Assert.Equal(new FakeAcls().Existing, Assert.Single(_engine.Acls.Grants).Acls);
    }

    [Fact]
    public void Objects_as_JSON_and_CSV_keep_them_are_granted_by_their_properties()
    {
        _shell.Run(PlainObjects.Filter + "Grant-LlmKafkaAcl -WhatIf | plain | Grant-LlmKafkaAcl").Only<KafkaAclResult>();
        Assert.Empty(_engine.Clusters[0].FakeAcls.Written);
        Assert.Equal(FakeAcls.Catalog.Where(role => role.Standard).SelectMany(role => role.Acls), _engine.Acls.Written);
    }

    [Fact]
    public void Cells_that_a_CSV_file_leaves_empty_are_parts_that_were_not_given()
    {
        _shell.Run("[pscustomobject]@{ Principal = 'User:a'; HostName = ''; ResourceType = 'Cluster'; ResourceName = ''; PatternType = ''; Operation = 'Alter'; Permission = '' } | Grant-LlmKafkaAcl").Only<KafkaAclResult>();
        Assert.Equal("Allow Alter on Cluster 'kafka-cluster' to User:a from *", Assert.Single(_engine.Acls.Grants[0].Acls).ToString());
    }

    [Fact]
    public void A_plan_keeps_its_roles_when_it_is_granted()
    {
        var results = _shell.Run("Grant-LlmKafkaAcl -WhatIf | Grant-LlmKafkaAcl").Only<KafkaAclResult>();
        Assert.Equal(["Producer", "Producer", "Consumer"], results.Select(result => result.Role));
    }

    [Fact]
    public void WhatIf_writes_nothing_Force_or_not()
    {
        var results = _shell.Run("Grant-LlmKafkaAcl -WhatIf -Force").Only<KafkaAclResult>();
        Assert.All(results, result => Assert.Equal("Planned", result.Status));
        Assert.Empty(_engine.Acls.Written);
        Assert.Contains(_shell.Host.Lines, line => line.Contains("What if: Grant 'Allow Write on Topic 'llm-events' to User:llm-producer from *' on cluster fake", StringComparison.Ordinal));
    }

    [Fact]
    public void An_empty_pipeline_grants_nothing()
    {
        Assert.Empty(_shell.Run("@() | Grant-LlmKafkaAcl").Output);
        Assert.Empty(_engine.Clusters);
    }
}
