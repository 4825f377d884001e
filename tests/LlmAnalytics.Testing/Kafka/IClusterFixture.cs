namespace LlmAnalytics.Testing;

/// <summary>Gives the tests of an xunit collection their cluster.</summary>
public interface IClusterFixture
{
    /// <summary>The running cluster.</summary>
    ClusterUnderTest Cluster { get; }
}
