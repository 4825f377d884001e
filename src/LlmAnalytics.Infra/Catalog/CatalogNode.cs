using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace LlmAnalytics.Infra.Catalog;

/// <summary>
/// A mapping of the catalog's YAML, read by key, each key once. Built on YamlDotNet's parser alone: its deserializer costs tens of milliseconds of
/// reflection in a fresh process, for a file of this shape for nothing.
/// </summary>
internal sealed class CatalogNode
{
    private readonly string _path;
    private readonly Dictionary<string, object> _entries = new(StringComparer.Ordinal);
    private readonly HashSet<string> _unread = new(StringComparer.Ordinal);

    private CatalogNode(string path) => _path = path;

    /// <summary>Reads a document whose top is a mapping.</summary>
    /// <exception cref="InvalidDataException">The text is no such document, or holds a key twice.</exception>
    internal static CatalogNode Parse(TextReader text)
    {
        try
        {
            var parser = new Parser(text);
            parser.Consume<StreamStart>();
            parser.Consume<DocumentStart>();
            var root = ReadMapping(parser, "catalog");
            parser.Consume<DocumentEnd>();
            return root;
        }
        catch (Exception e) when (e is YamlException or InvalidOperationException) // the latter: text that ends too early
        {
            throw new InvalidDataException($"The catalog is no valid YAML: {e.Message}", e);
        }
    }

    /// <summary>A text that must be there.</summary>
    internal string Text(string key) => Take(key) as string ?? throw Bad(key, "is missing or no plain value");

    /// <summary>A number that must be there and be at least 1.</summary>
    internal int Positive(string key) => int.TryParse(Text(key), NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= 1
        ? value
        : throw Bad(key, "is not a number of at least 1");

    /// <summary>A flag; false where it is missing.</summary>
    internal bool Flag(string key) => Take(key) switch { null or "false" => false, "true" => true, _ => throw Bad(key, "is not true or false") };

    /// <summary>A mapping; null where it is missing.</summary>
    internal CatalogNode? Mapping(string key) => Take(key) switch { null => null, CatalogNode node => node, _ => throw Bad(key, "is not a mapping") };

    /// <summary>A list of mappings that must be there.</summary>
    internal IReadOnlyList<CatalogNode> List(string key) => Items<CatalogNode>(key, "mappings");

    /// <summary>A list of texts that must be there.</summary>
    internal IReadOnlyList<string> Texts(string key) => Items<string>(key, "plain values");

    /// <summary>Copies every entry of a mapping of plain values.</summary>
    internal void CopyTo(IDictionary<string, string> target)
    {
        foreach (var key in _entries.Keys)
        {
            target[key] = Text(key);
        }
    }

    /// <summary>Refuses keys that nobody asked for: a typing error would otherwise go unseen.</summary>
    internal void RequireAllRead()
    {
        if (_unread.Count > 0)
        {
            throw Bad(_unread.Order(StringComparer.Ordinal).First(), "is unknown");
        }
    }

    private static CatalogNode ReadMapping(Parser parser, string path)
    {
        var node = new CatalogNode(path);
        parser.Consume<MappingStart>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var key = parser.Consume<Scalar>().Value;
            if (!node._unread.Add(key))
            {
                throw node.Bad(key, "is there twice");
            }

            node._entries[key] = parser.TryConsume<Scalar>(out var scalar) ? scalar.Value
                : parser.Accept<SequenceStart>(out _) ? ReadList(parser, $"{path}.{key}")
                : ReadMapping(parser, $"{path}.{key}");
        }

        return node;
    }

    private static List<object> ReadList(Parser parser, string path)
    {
        var list = new List<object>();
        parser.Consume<SequenceStart>();
        while (!parser.TryConsume<SequenceEnd>(out _))
        {
            list.Add(parser.TryConsume<Scalar>(out var scalar) ? scalar.Value : ReadMapping(parser, $"{path}[{list.Count}]"));
        }

        return list;
    }

    private List<T> Items<T>(string key, string what)
    {
        var list = Take(key) as List<object> ?? throw Bad(key, "is missing or not a list");
        return list.TrueForAll(item => item is T) ? [.. list.Cast<T>()] : throw Bad(key, $"is not a list of {what}");
    }

    private object? Take(string key)
    {
        _unread.Remove(key);
        return _entries.GetValueOrDefault(key);
    }

    private InvalidDataException Bad(string key, string why) => new($"The catalog's {_path}.{key} {why}.");
}
