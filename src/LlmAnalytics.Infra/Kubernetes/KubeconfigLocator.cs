using LlmAnalytics.Engine;

namespace LlmAnalytics.Infra.Kubernetes;

/// <summary>Where kubeconfigs are, in kubectl's order: the file given, those that <c>KUBECONFIG</c> lists, <c>~/.kube/config</c>.</summary>
/// <param name="GetVariable">The environment.</param>
/// <param name="Home">The user's home folder.</param>
internal sealed record KubeconfigLocator(Func<string, string?> GetVariable, string Home)
{
    private const string Variable = "KUBECONFIG";

    /// <summary>The environment of this process.</summary>
    public static KubeconfigLocator OfProcess { get; } =
        new(Environment.GetEnvironmentVariable, Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify));

    private string Default => Path.Combine(Home, ".kube", "config");

    /// <summary>The files that exist; none where only the account of a pod is left.</summary>
    /// <param name="given">The path given by the caller; null for none.</param>
    /// <exception cref="ProblemException">What was named doesn't exist.</exception>
    public IReadOnlyList<string> Find(string? given)
    {
        if (given is not null)
        {
            return File.Exists(given) ? [given] : throw KubeconfigProblems.NotFound($"There is no kubeconfig '{given}'.", given, "Correct the path of -Kubeconfig.");
        }

        var listed = (GetVariable(Variable) ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(path => path.Trim('"')).ToList();
        if (listed.Count == 0)
        {
            return File.Exists(Default) ? [Default] : [];
        }

        // As kubectl does: a file that isn't there adds nothing to the others.
        var found = listed.Where(File.Exists).Select(Path.GetFullPath).ToList();
        return found.Count > 0
            ? found
            : throw KubeconfigProblems.NotFound($"None of the files that {Variable} lists exists: {string.Join(", ", listed)}.", listed[0], $"Correct the variable {Variable}, or give -Kubeconfig.");
    }

    /// <summary>What to say where there is neither a file nor an account.</summary>
    public ProblemException Nothing() => KubeconfigProblems.NotFound(
        $"There is no kubeconfig: {Variable} is not set, '{Default}' does not exist, and this is no pod with an account.", Default, $"Give -Kubeconfig, or set {Variable}; without Kubernetes, give the nodes by -Node.");
}
