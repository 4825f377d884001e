using System.Collections;
using LlmAnalytics.Engine;
using LlmAnalytics.PowerShell.Settings;
using LlmAnalytics.PowerShell.Tests.Hosting;

namespace LlmAnalytics.PowerShell.Tests.Settings;

public sealed class SettingTableTests
{
    [Theory]
    [InlineData("$true", "true")]
    [InlineData("$false", "false")]
    [InlineData("604800000", "604800000")]
    [InlineData("1TB", "1099511627776")]
    [InlineData("0.5", "0.5")]
    [InlineData("-1", "-1")]
    [InlineData("'compact', 'delete'", "compact,delete")]
    [InlineData("'compact'", "compact")]
    [InlineData("''", "")]
    [InlineData("[timespan]::FromDays(7)", "604800000")]
    public void Values_are_written_as_Kafka_writes_them(string expression, string expected)
    {
        using var shell = new PowerShellHost(import: false);
        var table = (Hashtable)shell.Run($"@{{ 'retention.ms' = {expression} }}").Output[0].BaseObject;
        Assert.Equal(expected, SettingTable.Read(table, "Config", "Id")["retention.ms"]);
    }

    [Fact]
    public void A_null_is_refused_with_its_name()
    {
        var problem = Assert.Throws<ProblemException>(() => SettingTable.Read(new Hashtable { ["retention.ms"] = null }, "Config", "Id")).Problem;
        Assert.Equal(("Id", "retention.ms"), (problem.ErrorId, problem.Target));
    }

    [Fact]
    public void What_is_no_value_is_refused_without_being_shown()
    {
        var problem = Assert.Throws<ProblemException>(() => SettingTable.Read(new Hashtable { ["sasl"] = new Hashtable { ["password"] = "hunter2" } }, "Property", "Id")).Problem;
        Assert.DoesNotContain("hunter2", problem.ToString(), StringComparison.Ordinal);
        Assert.Throws<ProblemException>(() => SettingTable.Read(new Hashtable { ["a"] = new object?[] { 1, null } }, "Property", "Id"));
    }

    [Fact]
    public void No_table_is_no_settings() => Assert.Empty(SettingTable.Read(null, "Config", "Id"));
}
