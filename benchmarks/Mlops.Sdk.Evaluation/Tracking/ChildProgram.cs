using System.Diagnostics;

namespace Mlops.Sdk.Evaluation;

/// <summary>This program again, in another process.</summary>
internal static class ChildProgram
{
    public static Process Start(params string[] arguments)
    {
        string host = Environment.ProcessPath!, program = typeof(ChildProgram).Assembly.Location;
        string[] all = Path.GetFileNameWithoutExtension(host) == "dotnet" ? [program, .. arguments] : arguments;
        return Process.Start(new ProcessStartInfo(host, all) { RedirectStandardOutput = true, RedirectStandardInput = true, UseShellExecute = false })!;
    }
}
