using System.Diagnostics;

namespace Mlops.Sdk.Benchmarks;

/// <summary>This program again, in another process, with other arguments.</summary>
internal static class ChildProcess
{
    public static Process Start(params string[] arguments)
    {
        string host = Environment.ProcessPath!, program = typeof(ChildProcess).Assembly.Location;
        string[] all = Path.GetFileNameWithoutExtension(host) == "dotnet" ? [program, .. arguments] : arguments;
        return Process.Start(new ProcessStartInfo(host, all) { RedirectStandardOutput = true, RedirectStandardInput = true, UseShellExecute = false })!;
    }
}
