using System.Runtime.CompilerServices;

namespace Mlops.Sdk.Tracking.PostgreSql.Tests;

/// <summary>A test that needs a server, and is skipped without one.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ServerFactAttribute : FactAttribute
{
    public ServerFactAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
        : base(file, line) => (Skip, SkipUnless, SkipType) = (TestServer.WhySkipped, nameof(TestServer.IsThere), typeof(TestServer));
}

/// <summary>A test with cases that needs a server, and is skipped without one.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ServerTheoryAttribute : TheoryAttribute
{
    public ServerTheoryAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
        : base(file, line) => (Skip, SkipUnless, SkipType) = (TestServer.WhySkipped, nameof(TestServer.IsThere), typeof(TestServer));
}
