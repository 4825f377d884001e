namespace LlmAnalytics.Testing;

/// <summary>As <see cref="OnBrokersAttribute"/>, for processes of <see cref="RedisServers"/>.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class OnRedisServersAttribute : Attribute;
