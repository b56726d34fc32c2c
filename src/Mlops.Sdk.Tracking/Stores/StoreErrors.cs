using System.Globalization;

namespace Mlops.Sdk.Extensibility;

/// <summary>What every store refuses, with the codes and words that are the same for all of them.</summary>
public static class StoreErrors
{
    /// <summary>MLO6001: a newer SDK wrote the database.</summary>
    /// <param name="place">The database, in words.</param>
    /// <param name="found">The version of its schema.</param>
    /// <param name="known">The latest version that this SDK knows.</param>
    public static MlopsException DatabaseIsNewer(string place, long found, int known) => new("MLO6001",
        Text($"The workspace database {place} has schema {found} and this version of the SDK knows up to {known}. Update the Mlops.Sdk packages of this application, or open another workspace; nothing was changed."));

    /// <summary>MLO6021: content that is not there.</summary>
    /// <param name="sha256">Its hash.</param>
    /// <param name="place">Where it was looked for.</param>
    public static MlopsException ArtifactMissing(string sha256, string place) => new("MLO6021",
        $"The artifact {sha256} is not in {place}. Restore the file from a copy; VerifyAsync lists everything that is missing.");

    /// <summary>MLO6022: content that does not match its hash.</summary>
    /// <param name="sha256">The hash.</param>
    /// <param name="place">Where the content is.</param>
    public static MlopsException ArtifactDamaged(string sha256, string place) => new("MLO6022",
        $"The content of {place} does not match its SHA-256 {sha256}: it was changed or cut off after it was stored. Restore the file from a copy or log the same content again; VerifyAsync lists everything that is damaged.");

    /// <summary>MLO6025: an upload that somebody else goes on with.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="cause">What told it.</param>
    public static MlopsException UploadInUse(string id, Exception? cause = null) => new("MLO6025",
        $"The upload {id} is under way in another process, or elsewhere in this one, and goes on there. Wait until it has ended, then try again.", cause);

    /// <summary>MLO6026: an upload that was to be committed under a hash which it does not have.</summary>
    /// <param name="expected">The hash that was given.</param>
    /// <param name="stored">The hash of what was stored.</param>
    public static MlopsException UploadDiffers(string expected, string stored) => new("MLO6026",
        $"The upload was not committed: its SHA-256 is {stored}, and {expected} was expected. The content changed while it was stored, or the hash is that of another one. Store it again from its beginning.");

    /// <summary>MLO6028: an object store that did not answer, or refused.</summary>
    /// <param name="place">The store, in words.</param>
    /// <param name="cause">What it said; null where it said nothing.</param>
    /// <param name="words">What to say of it; null for the words of the cause.</param>
    public static MlopsException ObjectStoreFailed(string place, Exception? cause, string? words = null) => new("MLO6028",
        $"{place} did not do what was asked of it ({(words ?? cause?.Message)?.ReplaceLineEndings(" ")}). Check its address, that it is there, and that the credentials may read, write, list and delete there; then try again.", cause);

    /// <summary>Content that was to be read from behind its end.</summary>
    /// <param name="sha256">Its hash.</param>
    /// <param name="offset">Where it was to be read.</param>
    /// <param name="length">Its bytes.</param>
    public static ArgumentOutOfRangeException OffsetBehindEnd(string sha256, long offset, long length) =>
        new(nameof(offset), offset, Text($"The artifact {sha256} has {length} bytes. Begin at one of them, or at its end."));

    /// <summary>MLO6031: a run that is not there.</summary>
    /// <param name="id">The id.</param>
    public static MlopsException UnknownRun(string id) => new("MLO6031",
        $"There is no run {id} in this workspace. Search the runs of the experiment for the id that you mean.");

    /// <summary>MLO6035: a run that was to be resumed and is not as its resumer read it.</summary>
    /// <param name="run">The run.</param>
    public static MlopsException ResumedByAnother(string run) => new("MLO6035",
        $"The run {run} was not resumed: another process has resumed it meanwhile, or it lives again. Read the run again and decide again.");

    /// <summary>MLO6042: a version that is not there.</summary>
    /// <param name="model">The model.</param>
    /// <param name="version">The number.</param>
    /// <param name="count">How many versions the model has.</param>
    public static MlopsException UnknownVersion(string model, int version, int count) => new("MLO6042",
        Text($"The model \"{model}\" has no version {version}. It has {(count == 0 ? "no versions" : count == 1 ? "version 1 only" : Text($"versions 1 to {count}"))}."));

    /// <summary>MLO6045: an alias was to point to an archived version.</summary>
    /// <param name="model">The model.</param>
    /// <param name="version">The version.</param>
    public static MlopsException Archived(string model, int version) => new("MLO6045",
        Text($"{model}/{version} is archived, and no alias may point to it. Move it to another stage first (SetStageAsync)."));

    /// <summary>MLO6045: a version was to be archived that an alias points to.</summary>
    /// <param name="model">The model.</param>
    /// <param name="version">The version.</param>
    /// <param name="alias">The alias.</param>
    public static MlopsException HeldByAlias(string model, int version, string alias) => new("MLO6045",
        Text($"{model}/{version} cannot be archived: the alias \"{alias}\" points to it. Give the alias to another version first (SetAliasAsync, RollBackAsync)."));

    /// <summary>MLO6037: an attempt wrote to a run that has been resumed since.</summary>
    /// <param name="run">The run.</param>
    /// <param name="attempt">The attempt.</param>
    /// <param name="now">The attempt that the run stands at.</param>
    public static MlopsException AttemptIsOver(string run, int attempt, int now) => new("MLO6037",
        Text($"Attempt {attempt} of the run {run} is over: its lease had ended, another process has resumed the run, and it stands at attempt {now}. Nothing of this write was kept; what attempt {attempt} wrote before is there. Let the other process log to the run and end it, or start another run."));

    /// <summary>MLO6051: a version that came with its number, which is not the next one.</summary>
    /// <param name="name">The model.</param>
    /// <param name="number">The number.</param>
    /// <param name="next">The next number.</param>
    public static MlopsException NumberIsTaken(string name, int number, int next) => new("MLO6051",
        Text($"{name}/{number} was not added: the next version of \"{name}\" here is {next}, and versions are numbered without gaps. Add those before it first, or register it anew under the next number."));

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
