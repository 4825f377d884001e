using System.Runtime.CompilerServices;

// The hosts reach the engine behind a connection object; scripts and ConvertTo-Json see only its plain properties.
[assembly: InternalsVisibleTo("LlmAnalytics.PowerShell")]
[assembly: InternalsVisibleTo("LlmAnalytics.PowerShell.Tests")]
[assembly: InternalsVisibleTo("LlmAnalytics.Infra")]
[assembly: InternalsVisibleTo("LlmAnalytics.Infra.Tests")]
[assembly: InternalsVisibleTo("LlmAnalytics.Sandbox.Tests")]
