using System.Management.Automation;
using LlmAnalytics.HelpGenerator;

namespace LlmAnalytics.PowerShell.Tests.Help;

/// <summary>What the pages say of parameters and parameter sets is what PowerShell binds.</summary>
public sealed class PageParameterTests
{
    private static readonly HashSet<string> Common = [.. Cmdlet.CommonParameters];

    public static TheoryData<string> Commands => HelpPages.Names;

    [Theory]
    [MemberData(nameof(Commands))]
    public void The_syntax_of_every_parameter_set_is_what_Get_Command_prints(string name)
    {
        var actual = HelpPages.Infos[name].ParameterSets.Select(set => new HelpSyntax(set.Name, set.IsDefault, $"{name} {set}"));
        Assert.Equal(actual, HelpPages.All[name].Syntax);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void The_parameters_are_those_of_the_command_in_alphabetical_order(string name) =>
        Assert.Equal(Parameters(name).Select(parameter => parameter.Name), HelpPages.All[name].Parameters.Select(parameter => parameter.Name));

    [Theory]
    [MemberData(nameof(Commands))]
    public void Every_yaml_block_describes_its_parameter(string name)
    {
        foreach (var (actual, page) in Parameters(name).Zip(HelpPages.All[name].Parameters))
        {
            string[] expected =
            [
                $"{actual.Name}: {TypeName(actual.ParameterType)}",
                $"default: {Default(name, actual)}",
                $"wildcards: {actual.Attributes.OfType<SupportsWildcardsAttribute>().Any()}",
                $"aliases: {string.Join(',', actual.Aliases.Order(StringComparer.Ordinal))}",
                $"accepted: {string.Join(',', Accepted(actual))}",
                .. actual.ParameterSets.Select(set => Row(
                    set.Key == ParameterAttribute.AllParameterSets ? "(All)" : set.Key, set.Value.Position, set.Value.IsMandatory, set.Value.ValueFromPipeline, set.Value.ValueFromPipelineByPropertyName))
                    .Order(StringComparer.Ordinal),
            ];
            string[] documented =
            [
                $"{page.Name}: {page.Values["Type"]}",
                $"default: {page.Values["DefaultValue"]}",
                $"wildcards: {bool.Parse(page.Values["SupportsWildcards"])}",
                $"aliases: {string.Join(',', page.Lists["Aliases"].Order(StringComparer.Ordinal))}",
                $"accepted: {string.Join(',', page.Lists["AcceptedValues"])}",
                .. page.Sets.Select(set => Row(
                    set["Name"], set["Position"] == "Named" ? int.MinValue : int.Parse(set["Position"], null), bool.Parse(set["IsRequired"]), bool.Parse(set["ValueFromPipeline"]), bool.Parse(set["ValueFromPipelineByPropertyName"])))
                    .Order(StringComparer.Ordinal),
            ];
            Assert.Equal(expected, documented);
        }
    }

    private static IEnumerable<ParameterMetadata> Parameters(string name) => HelpPages.Infos[name].Parameters.Values
        .Where(parameter => !Common.Contains(parameter.Name)).OrderBy(parameter => parameter.Name, StringComparer.OrdinalIgnoreCase);

    private static string Row(string set, int position, bool mandatory, bool byValue, bool byName) =>
        $"set {set}: position {position}, mandatory {mandatory}, by value {byValue}, by name {byName}";

    /// <summary>As PlatyPS writes types: <c>System.Nullable`1[System.Int32]</c>.</summary>
    private static string TypeName(Type type) => type.ToString();

    private static IEnumerable<string> Accepted(ParameterMetadata parameter) =>
        parameter.Attributes.OfType<ValidateSetAttribute>().SelectMany(set => set.ValidValues)
            .Concat((Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType) is { IsEnum: true } type ? Enum.GetNames(type) : []);

    /// <summary>The value that a new command has: switches False, arrays joined with commas, nothing for null and empty.</summary>
    private static string Default(string name, ParameterMetadata parameter)
    {
        if (parameter.ParameterType == typeof(SwitchParameter))
        {
            return "False";
        }

        var type = HelpPages.Commands[name];
        using var command = Activator.CreateInstance(type) as IDisposable;
        return type.GetProperty(parameter.Name)!.GetValue(command ?? Activator.CreateInstance(type)) switch
        {
            Array items => string.Join(',', items.Cast<object>()),
            0 when parameter.ParameterSets.Values.All(set => set.IsMandatory) => "",
            var value => $"{value}",
        };
    }
}
