using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.InteropServices;

namespace Mlops.Sdk;

/// <summary>What a run notes about where it ran: what may change its numbers, nothing that names a machine or a person.</summary>
internal static class HostFacts
{
    private static readonly ImmutableArray<KeyValuePair<string, string>> s_host =
    [
        new("runtime", RuntimeInformation.FrameworkDescription),
        new("runtime_identifier", RuntimeInformation.RuntimeIdentifier),
        new("architecture", RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()),
        new("operating_system", OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "macos" : OperatingSystem.IsLinux() ? "linux" : "other"),
        new("sdk_version", typeof(HostFacts).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown"),
    ];

    public static ImmutableArray<KeyValuePair<string, string>> Collect(WorkspaceOptions options)
    {
        (string Commit, string? Branch)? head = options.SourceCapture == SourceCapture.None ? null : GitHead.Find(options.SourceDirectory ?? Environment.CurrentDirectory);
        if (head is null) return s_host;
        ImmutableArray<KeyValuePair<string, string>> facts = s_host.Add(new("git_commit", head.Value.Commit));
        return head.Value.Branch is null ? facts : facts.Add(new("git_branch", head.Value.Branch));
    }
}
