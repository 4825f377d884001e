using Xunit.Abstractions;
using Xunit.Sdk;

namespace LlmAnalytics.Testing;

/// <summary>Finds the tests of <see cref="ClusterTheoryAttribute"/>.</summary>
public sealed class ClusterTheoryDiscoverer(IMessageSink messages) : ClusterFactDiscoverer(messages, new TheoryDiscoverer(messages));
