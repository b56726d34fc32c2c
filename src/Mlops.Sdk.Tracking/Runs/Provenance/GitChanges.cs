using System.ComponentModel;
using System.Diagnostics;

namespace Mlops.Sdk;

/// <summary>Asks git how a work tree differs from its commit. What cannot be told within seconds stays unknown.</summary>
internal static class GitChanges
{
    private const int LongestDiff = 4 << 20;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    /// <summary>What git says of the changes since the last commit; an empty text when there are none, null when it does not say.</summary>
    public static async Task<string?> FindAsync(string directory, TimeProvider time)
    {
        using var stop = new CancellationTokenSource(s_patience, time);
        try
        {
            string? status = await RunAsync(directory, stop.Token, "status", "--porcelain").ConfigureAwait(false);
            if (string.IsNullOrEmpty(status)) return status;
            string? diff = await RunAsync(directory, stop.Token, "diff", "HEAD", "--no-ext-diff", "--no-textconv", "--no-color").ConfigureAwait(false);
            // Files that git does not follow are named; their content is not taken.
            return $"# git status --porcelain\n{status}\n# git diff HEAD\n{diff}";
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException or IOException or OperationCanceledException)
        {
            return null;
        }
    }

    private static async Task<string?> RunAsync(string directory, CancellationToken stop, params string[] arguments)
    {
        // Settings of the repository that start programs are switched off, and no file of it is written.
        var start = new ProcessStartInfo("git", ["-c", "core.fsmonitor=false", "-c", "core.pager=cat", "-c", "core.quotepath=false", .. arguments])
        {
            WorkingDirectory = directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
            CreateNoWindow = true,
        };
        start.Environment["GIT_OPTIONAL_LOCKS"] = "0";
        start.Environment["GIT_TERMINAL_PROMPT"] = "0";
        using Process process = Process.Start(start) ?? throw new InvalidOperationException("git did not start.");
        try
        {
            process.StandardInput.Close();
            _ = process.StandardError.ReadToEndAsync(stop);
            char[] text = new char[LongestDiff];
            int length = await process.StandardOutput.ReadBlockAsync(text, stop).ConfigureAwait(false);
            if (length == text.Length) return new string(text) + "\n# cut off\n";
            await process.WaitForExitAsync(stop).ConfigureAwait(false);
            return process.ExitCode == 0 ? new string(text, 0, length) : null;
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }
}
