namespace LlmAnalytics.Infra.Kubernetes;

/// <summary>What is asked of the API server, in the words in which rights on it are granted.</summary>
/// <param name="Verb"><c>list</c>, <c>get</c>, <c>create</c>.</param>
/// <param name="Resource"><c>pods</c>, <c>pods/portforward</c>.</param>
/// <param name="Space">The namespace; null for what lies in none.</param>
/// <param name="Name">The object; null for a list.</param>
internal sealed record Question(string Verb, string Resource, string? Space, string? Name)
{
    public override string ToString() => $"{Verb} {Resource}{(Name is null ? "" : $" '{Name}'")}{(Space is null ? "" : $" in namespace '{Space}'")}";
}
