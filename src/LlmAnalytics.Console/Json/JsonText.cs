using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Numerics;
using System.Reflection;
using Newtonsoft.Json;

namespace LlmAnalytics.Console.Json;

/// <summary>
/// Objects as <c>ConvertTo-Json</c> prints them: that command is in an assembly of PowerShell that no package registry serves. First a tree of dictionaries, lists and scalars is
/// made by PowerShell's rules, then Json.NET, which is part of the engine, writes it with the settings that the command uses; so numbers, dates and escapes are its own.
/// </summary>
/// <remarks>
/// Rules from JsonObject.cs of PowerShell 7.6 (MIT): what lies deeper than <see cref="Depth"/> becomes its text; enums are numbers; PowerShell's own properties are added to what
/// .NET has; a dictionary's keys must be text. Held against a real ConvertTo-Json by tests.
/// </remarks>
/// <param name="warn">Told, once, that something was cut off.</param>
internal sealed class JsonText(Action<string> warn)
{
    /// <summary>ConvertTo-Json's default.</summary>
    public const int Depth = 2;

    private static readonly JsonSerializerSettings Settings = new() { TypeNameHandling = TypeNameHandling.None, MaxDepth = 1024, Formatting = Formatting.Indented };
    private bool _warned;

    /// <summary>The JSON of an object, indented.</summary>
    public string Write(object? value) => JsonConvert.SerializeObject(ToTree(value, 0), Settings);

    private object? ToTree(object? value, int depth)
    {
        var wrapper = value as PSObject;
        var item = wrapper?.BaseObject ?? value;
        if (item is null or DBNull || item == NullString.Value || ReferenceEquals(item, System.Management.Automation.Internal.AutomationNull.Value))
        {
            return wrapper is null || item is null ? null : WithOwnProperties(wrapper, null, depth, isObject: false);
        }

        if (IsScalar(item))
        {
            // What PowerShell adds to each date, or a script to a text, is no part of its JSON.
            return wrapper is null || item is string or DateTime ? item : WithOwnProperties(wrapper, item, depth, isObject: false);
        }

        if (depth > Depth)
        {
            return CutOff(wrapper, item, depth);
        }

        var (tree, isObject) = item switch
        {
            IDictionary dictionary => ((object)FromDictionary(dictionary, depth), false),
            IEnumerable list => (FromList(list, depth), false),
            _ => (FromObject(item, depth), true),
        };
        return wrapper is null ? tree : WithOwnProperties(wrapper, tree, depth, isObject);
    }

    private static bool IsScalar(object item) => item is string or decimal or DateTime or DateTimeOffset or Guid or Uri or BigInteger || item.GetType() is { IsPrimitive: true } or { IsEnum: true };

    private object? CutOff(PSObject? wrapper, object item, int depth)
    {
        if (!_warned)
        {
            _warned = true;
            warn($"Resulting JSON is truncated as serialization has exceeded the set depth of {Depth}.");
        }

        // A PSCustomObject has nothing beneath PowerShell's properties, which its text shows already.
        var isCustom = item is PSCustomObject;
        var text = LanguagePrimitives.ConvertTo(isCustom && wrapper is not null ? wrapper : item, typeof(string), CultureInfo.InvariantCulture);
        return isCustom || wrapper is null ? text : WithOwnProperties(wrapper, text, depth, isObject: false);
    }

    private Dictionary<string, object?> FromDictionary(IDictionary dictionary, int depth)
    {
        var tree = new Dictionary<string, object?>(dictionary.Count);
        foreach (DictionaryEntry entry in dictionary)
        {
            var key = entry.Key as string ?? throw new PSInvalidOperationException($"A {dictionary.GetType().Name} can't become JSON: its key {entry.Key} is no text.");
            tree[key] = ToTree(entry.Value, depth + 1);
        }

        return tree;
    }

    private List<object?> FromList(IEnumerable list, int depth) => [.. list.Cast<object?>().Select(item => ToTree(item, depth + 1))];

    private Dictionary<string, object?> FromObject(object item, int depth)
    {
        var tree = new Dictionary<string, object?>();
        var type = item.GetType();
        foreach (var field in type.GetFields(BindingFlags.Public | BindingFlags.Instance).Where(IsWanted))
        {
            tree[field.Name] = ToTree(field.GetValue(item), depth + 1);
        }

        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(IsWanted))
        {
            if (property.GetGetMethod() is { } getter && getter.GetParameters().Length == 0)
            {
                tree[property.Name] = ToTree(ValueOrNull(() => getter.Invoke(item, [])), depth + 1);
            }
        }

        return tree;
    }

    private static bool IsWanted(MemberInfo member) => !member.IsDefined(typeof(JsonIgnoreAttribute), inherit: true);

    private object? WithOwnProperties(PSObject wrapper, object? tree, int depth, bool isObject)
    {
        // Of an object the adapted properties too: a DataRow's columns, an XML node's children.
        var extended = wrapper.Properties.Where(property => isObject || IsExtended(property)).ToList();
        if (tree is not Dictionary<string, object?> target)
        {
            if (extended.Count == 0)
            {
                return tree;
            }

            target = new Dictionary<string, object?> { ["value"] = tree };
        }

        foreach (var property in extended.Where(property => !target.ContainsKey(property.Name)))
        {
            target[property.Name] = ToTree(ValueOrNull(() => property.Value), depth + 1);
        }

        return target;
    }

    private static bool IsExtended(PSPropertyInfo property) => property.MemberType is not (PSMemberTypes.Property or PSMemberTypes.ParameterizedProperty);

    /// <summary>A property that fails is null in JSON: as in ConvertTo-Json one of them is no reason to lose the others.</summary>
    private static object? ValueOrNull(Func<object?> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is TargetInvocationException or RuntimeException)
        {
            return null;
        }
    }
}
