using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>
/// Checks the zip of a chain before ML.NET reads it. ML.NET makes parts by loader names, and loads assemblies by names, that stand in headers; a header may be in any entry, so every entry is
/// searched for the mark that each begins with.
/// </summary>
internal static class EstimatorZip
{
    private const int MostEntries = 10_000;
    private const int HeaderSize = 0x100;
    private static readonly DateTimeOffset Stamp = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly byte[] Mark = "ML\0MODEL"u8.ToArray();

    /// <summary>The same entries in the order of their names and all of one moment, so that equal models have equal bytes.</summary>
    public static byte[] Normalize(byte[] zip)
    {
        using ZipArchive source = new(new MemoryStream(zip), ZipArchiveMode.Read);
        using MemoryStream result = new();
        using (ZipArchive target = new(result, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (ZipArchiveEntry entry in source.Entries.OrderBy(entry => entry.FullName, StringComparer.Ordinal))
            {
                ZipArchiveEntry copy = target.CreateEntry(entry.FullName, CompressionLevel.Optimal);
                copy.LastWriteTime = Stamp;
                using Stream from = entry.Open(), to = copy.Open();
                from.CopyTo(to);
            }
        }

        return result.ToArray();
    }

    /// <summary>Throws unless all names, sizes, loaders and assemblies are allowed.</summary>
    /// <exception cref="BundleFormatException">Something is not; the message says what.</exception>
    public static void Check(byte[] zip, MlNetModelOptions options)
    {
        try
        {
            using ZipArchive archive = new(new MemoryStream(zip), ZipArchiveMode.Read);
            CheckNames(archive);
            long left = options.MaxBytes;
            int headers = 0;
            foreach (ZipArchiveEntry entry in archive.Entries)
            {
                byte[] bytes = Extract(entry, ref left, options.MaxBytes);
                headers += CheckHeaders(entry.FullName, bytes, options);
            }

            if (headers == 0)
                throw new BundleFormatException("The zip of the chain holds no model of ML.NET. Save the model again.");
        }
        catch (InvalidDataException error)
        {
            throw new BundleFormatException($"The zip of the chain is no whole archive ({error.Message}). Copy the bundle again from its source.", error);
        }
    }

    private static void CheckNames(ZipArchive archive)
    {
        if (archive.Entries.Count > MostEntries)
            throw new BundleFormatException(string.Create(CultureInfo.InvariantCulture, $"The zip of the chain has {archive.Entries.Count} entries; at most {MostEntries} are read."));
        HashSet<string> seen = new(StringComparer.OrdinalIgnoreCase);
        foreach (ZipArchiveEntry entry in archive.Entries)
        {
            string name = entry.FullName.Replace('\\', '/');
            if (!name.Split('/').All(part => part.Length > 0 && part[0] != '.' && part.All(IsAllowed)) || name.Length > 400)
                throw new BundleFormatException($"The entry {ErrorText.Show(entry.FullName)} of the chain's zip has a name that ML.NET does not give. Do not use this file.");
            if (!seen.Add(name))
                throw new BundleFormatException($"The entry '{entry.FullName}' is in the chain's zip twice. Do not use this file.");
        }
    }

    private static bool IsAllowed(char character) => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.' or ' ';

    // No more than is left, whatever the archive claims.
    private static byte[] Extract(ZipArchiveEntry entry, ref long left, long most)
    {
        using Stream source = entry.Open();
        using MemoryStream target = new();
        byte[] buffer = new byte[81920];
        for (int read; (read = source.Read(buffer)) > 0;)
        {
            left -= read;
            if (left < 0)
                throw new BundleFormatException(string.Create(CultureInfo.InvariantCulture, $"The chain's zip unpacks to more than {most} bytes. Raise MlNetModelOptions.MaxBytes if you trust it."));
            target.Write(buffer, 0, read);
        }

        return target.ToArray();
    }

    private static int CheckHeaders(string entry, ReadOnlySpan<byte> bytes, MlNetModelOptions options)
    {
        int headers = 0;
        for (int start = 0, next; (next = bytes[start..].IndexOf(Mark)) >= 0; start += next + Mark.Length)
        {
            CheckHeader(entry, bytes[(start + next)..], options);
            headers++;
        }

        return headers;
    }

    // The places of the fields: ML.NET, src/Microsoft.ML.Core/Data/ModelHeader.cs.
    private static void CheckHeader(string entry, ReadOnlySpan<byte> bytes, MlNetModelOptions options)
    {
        if (bytes.Length < HeaderSize)
            throw new BundleFormatException($"The entry '{entry}' of the chain's zip ends within a header. The bundle is damaged or was made by hand; do not use it.");
        foreach (string loader in new[] { Name(bytes.Slice(0x50, 24)), Name(bytes.Slice(0x68, 24)) })
        {
            if (loader.Length > 0 && !EstimatorLoaders.Names.Contains(loader) && !options.AdditionalLoaders.Contains(loader))
                throw new BundleFormatException($"The entry '{entry}' of the chain's zip asks for the loader {ErrorText.Show(loader)}, which is not on the list of those that are allowed. If you know its code, add it to MlNetModelOptions.AdditionalLoaders.");
        }

        long place = BinaryPrimitives.ReadInt64LittleEndian(bytes[0x90..]);
        uint length = BinaryPrimitives.ReadUInt32LittleEndian(bytes[0x98..]);
        if (place == 0 && length == 0)
            return;
        if (place < HeaderSize || place > bytes.Length || length > bytes.Length - place)
            throw new BundleFormatException($"A header in the entry '{entry}' of the chain's zip points outside. The bundle is damaged or was made by hand; do not use it.");
        string assembly = Encoding.Unicode.GetString(bytes.Slice((int)place, (int)length)).Split(',')[0].Trim();
        if (!EstimatorLoaders.Assemblies.Contains(assembly) && !options.AdditionalAssemblies.Contains(assembly))
            throw new BundleFormatException($"The entry '{entry}' of the chain's zip asks for the assembly {ErrorText.Show(assembly)}, which is not on the list of those that are allowed. If you know its code, add it to MlNetModelOptions.AdditionalAssemblies.");
    }

    // As ML.NET reads it: a zero within a name is a part of it.
    private static string Name(ReadOnlySpan<byte> field) => Encoding.Latin1.GetString(field.TrimEnd((byte)0));
}
