using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Mlops.Sdk;

/// <summary>How runs and datasets are called in events.</summary>
internal static class OpenLineageNames
{
    /// <summary>The UUID of an attempt of a run: for the first one the time and the random bits of the run's own id (version 7), for another a hash of both (version 8).</summary>
    public static string RunId(string run, int attempt)
    {
        Span<byte> bytes = stackalloc byte[32];
        bool first = attempt == 1 && SortableIds.IsValid(run);
        if (first)
        {
            BinaryPrimitives.WriteUInt128BigEndian(bytes, SortableIds.Parse(run));
        }
        else
        {
            SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{run}/{attempt}")), bytes);
        }

        bytes[6] = (byte)((bytes[6] & 0x0F) | (first ? 0x70 : 0x80));
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes[..16], bigEndian: true).ToString();
    }

    /// <summary>A dataset by where it came from: an address by its scheme and host, a file by its path, and otherwise the name that the run gave it.</summary>
    public static (string Namespace, string Name) Dataset(RunDataset data, string home)
    {
        if (data.Source is not string source) return (home, data.Name);
        if (Uri.TryCreate(source, UriKind.Absolute, out Uri? address) && !address.IsFile && address.Host.Length > 0)
            // Neither who may enter nor what was asked for belongs into an event.
            return ($"{address.Scheme}://{address.Authority.Split('@')[^1]}", address.AbsolutePath.Trim('/') is { Length: > 0 } path ? path : data.Name);
        return ("file", address is { IsFile: true } ? address.LocalPath : Path.IsPathRooted(source) ? source : Path.GetFullPath(source));
    }

    public static string Job(RunInfo run) => run.Name is null ? run.Experiment : $"{run.Experiment}.{run.Name}";
}
