using Xunit;
using Xunit.Sdk;

namespace LlmAnalytics.Testing;

/// <summary>A theory that runs on more than one kind of cluster; skipped as <see cref="ClusterFactAttribute"/> says.</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("LlmAnalytics.Testing." + nameof(ClusterTheoryDiscoverer), "LlmAnalytics.Testing")]
public sealed class ClusterTheoryAttribute : TheoryAttribute;
