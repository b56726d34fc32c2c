using System.Text.Json;

namespace Mlops.Sdk;

public sealed partial class ProfileSummary
{
    private const uint Magic = 0x4652504D;
    private const int FormatVersion = 2, OldestVersion = 1;

    /// <summary>Writes the state, options included; equal states give equal bytes.</summary>
    /// <param name="writer">Where to, in UTF-8.</param>
    public void WriteTo(BinaryWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write(Magic);
        writer.Write(FormatVersion);
        writer.Write(JsonSerializer.Serialize(Options, ProfileJsonContext.Default.ProfileOptions));
        Summary.WriteTo(writer);
        foreach (ProfilePart part in _parts) part.WriteTo(writer);
    }

    /// <summary>Reads a state that <see cref="WriteTo"/> wrote.</summary>
    /// <param name="reader">Where from, in UTF-8.</param>
    /// <param name="metrics">The metrics of <see cref="ProfileOptions.Metrics"/>, which are code: without one its number is known as it was stored, until rows are added or other parts merged.</param>
    /// <exception cref="MlopsException">MLO1051: the bytes are no such state.</exception>
    public static ProfileSummary ReadFrom(BinaryReader reader, IEnumerable<ColumnMetric>? metrics = null)
    {
        ArgumentNullException.ThrowIfNull(reader);
        try
        {
            if (reader.ReadUInt32() != Magic) throw new InvalidDataException("It does not begin as one.");
            int version = reader.ReadInt32();
            if (version is < OldestVersion or > FormatVersion) throw new InvalidDataException($"It has format {version}; this version reads formats {OldestVersion} to {FormatVersion}.");
            ProfileOptions options = StoredOptions.Read(reader.ReadString(), new ProfileOptions(), ProfileJsonContext.Default.ProfileOptions) with { Metrics = new(metrics ?? []) };
            var profile = new ProfileSummary(DatasetSummary.ReadFrom(reader), options);
            foreach (ProfilePart part in profile._parts)
            {
                if (part.Since <= version) part.ReadFrom(reader);
                else part.Forget();
            }

            return profile;
        }
        catch (Exception exception) when (exception is InvalidDataException or EndOfStreamException or ArgumentException or FormatException or OverflowException or JsonException)
        {
            throw new MlopsException("MLO1051", $"The stored profile is damaged or not one: {exception.Message} Compute it again from the data.", exception);
        }
    }
}
