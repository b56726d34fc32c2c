using System.Runtime.InteropServices;
using Microsoft.ML.Trainers.LightGbm;

namespace Mlops.Sdk;

/// <summary>What of ML.NET's native parts can be used on this machine.</summary>
/// <param name="LightGbm">Whether LightGBM's native library can be loaded.</param>
/// <param name="LightGbmProblem">Why not; null where it can.</param>
public sealed record MlNetAvailability(bool LightGbm, string? LightGbmProblem);

/// <summary>Tells which trainers of this package can run here.</summary>
public static class MlNetTrainers
{
    private static readonly Lazy<MlNetAvailability> Found = new(Look);

    /// <summary>Looks for the native libraries; looked for once in a process.</summary>
    public static MlNetAvailability Probe() => Found.Value;

    private static MlNetAvailability Look()
    {
        if (NativeLibrary.TryLoad("lib_lightgbm", typeof(LightGbmBinaryTrainer).Assembly, searchPath: null, out _))
            return new(true, null);
        return new(false, $"lib_lightgbm has no build for {RuntimeInformation.RuntimeIdentifier}, or a library that it needs is not installed; slim Linux images lack libgomp1");
    }
}
