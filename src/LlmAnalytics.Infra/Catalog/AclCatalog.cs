namespace LlmAnalytics.Infra.Catalog;

/// <summary>The ACL roles of the LLM Analytics Hub, from the embedded <c>acls.yaml</c>.</summary>
internal sealed class AclCatalog
{
    private const string Resource = "LlmAnalytics.Infra.Catalog.acls.yaml";

    private static readonly string[] ResourceTypes = ["Topic", "Group", "Cluster", "TransactionalId", "DelegationToken", "User"];

    private static readonly string[] Operations =
    [
        "All", "Read", "Write", "Create", "Delete", "Alter", "Describe", "ClusterAction", "DescribeConfigs", "AlterConfigs", "IdempotentWrite",
        "CreateTokens", "DescribeTokens", "TwoPhaseCommit",
    ];

    private static readonly Lazy<AclCatalog> Embedded = new(LoadEmbedded);

    private AclCatalog(IReadOnlyList<KafkaAclDefinition> roles) => Roles = roles;

    /// <summary>The catalog that ships with the module, read at the first call.</summary>
    internal static AclCatalog Default => Embedded.Value;

    /// <summary>The roles in the catalog's order; each with its ACLs in the order in which they are written.</summary>
    internal IReadOnlyList<KafkaAclDefinition> Roles { get; }

    /// <summary>Reads a catalog.</summary>
    /// <exception cref="InvalidDataException">The catalog is malformed, incomplete or contradicts itself; the message says where.</exception>
    internal static AclCatalog Parse(TextReader text)
    {
        var root = CatalogNode.Parse(text);
        List<KafkaAclDefinition> roles = [.. root.List("roles").Select(ReadRole)];
        root.RequireAllRead();
        if (roles.Count == 0)
        {
            throw new InvalidDataException("The catalog holds no role.");
        }

        var twice = roles.GroupBy(role => role.Role, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1);
        return twice is null ? new AclCatalog(roles) : throw new InvalidDataException($"The catalog holds the role '{twice.Key}' twice.");
    }

    private static AclCatalog LoadEmbedded()
    {
        using var stream = typeof(AclCatalog).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidDataException($"The assembly holds no resource {Resource}.");
        using var text = new StreamReader(stream);
        return Parse(text);
    }

    private static KafkaAclDefinition ReadRole(CatalogNode node)
    {
        var principal = $"User:{node.Text("principal")}";
        var name = node.Text("name");
        var definition = new KafkaAclDefinition
        {
            Role = name,
            Principal = principal,
            Description = node.Text("description"),
            Standard = node.Flag("standard"),
            Acls = node.List("grants").SelectMany(grant => ReadGrant(grant, principal)).ToArray(),
        };
        node.RequireAllRead();
        var twice = definition.Acls.GroupBy(acl => acl).FirstOrDefault(group => group.Count() > 1);
        return definition.Acls.Count == 0 ? throw new InvalidDataException($"The catalog's role '{name}' grants nothing.")
            : twice is null ? definition
            : throw new InvalidDataException($"The catalog's role '{name}' grants '{twice.Key}' twice.");
    }

    private static List<KafkaAcl> ReadGrant(CatalogNode node, string principal)
    {
        var resourceType = Known(node.Text("resource"), ResourceTypes, "kind of resource");
        var patternType = node.Flag("prefix") ? "Prefixed" : "Literal";
        var operations = node.Texts("operations").Select(operation => Known(operation, Operations, "operation")).ToList();
        List<KafkaAcl> acls = [.. node.Texts("names").SelectMany(name => operations, (name, operation) => new KafkaAcl
        {
            Principal = principal,
            ResourceType = resourceType,
            ResourceName = name,
            PatternType = patternType,
            Operation = operation,
        })];
        node.RequireAllRead();
        var dead = acls.Find(acl => acl.ResourceName.Contains('*', StringComparison.Ordinal) && (acl.ResourceName != "*" || acl.PatternType != "Literal"));
        return dead is null ? acls : throw new InvalidDataException($"The catalog's '{dead}' would grant nothing: '*' is no wildcard inside a name.");
    }

    private static string Known(string word, string[] words, string what) =>
        words.Contains(word, StringComparer.Ordinal) ? word : throw new InvalidDataException($"The catalog's '{word}' is no {what} that Kafka has.");
}
