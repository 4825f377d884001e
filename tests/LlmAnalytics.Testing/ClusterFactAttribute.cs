using Xunit;
using Xunit.Sdk;

namespace LlmAnalytics.Testing;

/// <summary>A test that runs on more than one kind of cluster: skipped only in the classes with <see cref="OnBrokersAttribute"/> or
/// <see cref="OnRedisServersAttribute"/>, as those say.</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("LlmAnalytics.Testing." + nameof(ClusterFactDiscoverer), "LlmAnalytics.Testing")]
public sealed class ClusterFactAttribute : FactAttribute;
