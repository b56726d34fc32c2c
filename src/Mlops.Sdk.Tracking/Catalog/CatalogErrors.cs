using System.Globalization;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Every failure of the catalog, with its code and words in one place.</summary>
internal static class CatalogErrors
{
    public static MlopsException UnknownDataset(string name, IReadOnlyCollection<string> known) => new("MLO6101",
        $"There is no dataset \"{name}\" in the catalog. {Names.Hint(name, known, "datasets")}");

    public static MlopsException UnknownVersion(DatasetReference reference, IReadOnlyList<int> versions) => new("MLO6102",
        $"The dataset \"{reference.Name}\" has no version {(reference.Version is int number ? Text($"{number}") : $"that \"{reference.Alias}\" stands for")}. {(versions.Count == 0 ? "It has none" : Text($"It has {string.Join(", ", versions.TakeLast(10))}"))}{(versions.Count > 10 ? " and older ones" : "")}.");

    public static MlopsException Purged(DatasetReference reference) => new("MLO6103",
        $"{reference} was purged from the catalog. The audit chain says when and by whom.");

    public static MlopsException Conflict(string kind, string key, int expected, IReadOnlyList<StoredDocument> history)
    {
        CatalogChange[] since = [.. CatalogChange.Of(history).Where(change => change.Revision > expected)];
        string told = since.Length == 0 ? "it is no longer there" : string.Join("; ", since.TakeLast(5).Select(change => change.ToString()));
        return new MlopsException("MLO6104", Text($"{Word(kind)} {ErrorText.Show(key)} was not saved: it was read at revision {expected}, and since then {told}. Read it again and decide again, or change it with a function (ChangeAsync), which does so by itself."));
    }

    public static MlopsException Damaged(string kind, string key, string why, Exception? cause) => new("MLO6105",
        $"The document {kind} {ErrorText.Show(key)} cannot be read: {why.TrimEnd('.')}. It was changed by other means than the SDK; restore the database from a copy, or correct the document.", cause);

    public static MlopsException NotKept(DatasetVersion version) => new("MLO6106",
        $"The content of {version} was not kept: it was too large to be stored by itself, and no location was given. Register it with Storage = DatasetStorage.Store, or with a Location.");

    public static MlopsException Differs(DatasetVersion version, string place, string found) => new("MLO6107",
        $"The content of {version} in {place} has the fingerprint {found} instead of {version.Fingerprint}: it was changed after it was registered. Restore it, or register what is there now as a version of its own.");

    public static MlopsException Erased(DatasetVersion version) => new("MLO6108",
        Text($"The content of {version} was erased at {version.ErasedAt:yyyy-MM-dd HH:mm:ss}Z by {version.ErasedBy ?? "somebody"}{(version.EraseReason is { } reason ? $" ({reason})" : "")}. The record stays; the content does not come back, and the same rows are not taken in again. Open another version; to let @latest and ingestion go on from the one before it, set it aside: DeleteAsync(\"{version}\")."));

    public static MlopsException ErasedHere(DatasetVersion version, DatasetVersion? erased) => new("MLO6108",
        Text($"The archive was not imported: the rows of {version} were erased here {(erased is null ? "as a version of another dataset" : $"as {erased} at {erased.ErasedAt:yyyy-MM-dd HH:mm:ss}Z by {erased.ErasedBy ?? "somebody"}{(erased.EraseReason is { } reason ? $" ({reason})" : "")}")}, and are not taken in again. Erase {version} there too and export anew, or export without \"{version.Name}\" (ExportOptions.Datasets)."));

    public static MlopsException ErasedElsewhere(string name, DatasetVersion? erased) => new("MLO6108",
        Text($"No version was added to dataset {ErrorText.Show(name)}: its values are those that were erased {(erased is null ? "as a version of another dataset" : $"as {erased} at {erased.ErasedAt:yyyy-MM-dd HH:mm:ss}Z by {erased.ErasedBy ?? "somebody"}")}, and are not taken in again under any name. If they are other data that only looks the same, register it with ErasedValues = ErasedValues.Flag."));

    public static MlopsException ErasedRows(string name, string? erased, string column, IReadOnlyList<int> rows) => new("MLO6121",
        Text($"No version was added to dataset {ErrorText.Show(name)}: {rows.Count} of its rows ({string.Join(", ", rows.Take(8))}{(rows.Count > 8 ? ", ..." : "")}) have an id in the column {ErrorText.Show(column)} that was erased{(erased is null ? "" : $" with {erased}")}. Leave these rows out; if the column holds ids of something else, register it with ErasedValues = ErasedValues.Flag."));

    public static MlopsException ErasedRowsHere(DatasetVersion version, string? erased, string column, IReadOnlyList<int> rows) => new("MLO6121",
        Text($"The archive was not imported: {rows.Count} rows of {version} ({string.Join(", ", rows.Take(8))}{(rows.Count > 8 ? ", ..." : "")}) have an id in the column {ErrorText.Show(column)} that was erased here{(erased is null ? "" : $" with {erased}")}. Erase {version} there too and export anew, or export without \"{version.Name}\" (ExportOptions.Datasets)."));

    public static MlopsException SetAside(DatasetVersion version) => new("MLO6109",
        Text($"{version} was set aside at {version.DeletedAt:yyyy-MM-dd HH:mm:ss}Z by {version.DeletedBy ?? "somebody"}. Restore it first (RestoreAsync)."));

    public static MlopsException UnknownSource(string name, IReadOnlyCollection<string> known) => new("MLO6110",
        $"There is no source \"{name}\" in the catalog. {Names.Hint(name, known, "sources")}");

    public static MlopsException UnknownTerm(string name, IReadOnlyCollection<string> known) => new("MLO6111",
        $"There is no term \"{name}\" in the glossary. {Names.Hint(name, known, "terms")}");

    public static MlopsException TermInUse(string name, IReadOnlyCollection<string> users) => new("MLO6112",
        $"The term \"{name}\" was not removed: {ErrorText.ShowSome(users)} refer to it. Take it off there first.");

    public static MlopsException Busy(string what) => new("MLO6114",
        $"{what} was not written: others changed it at every attempt. Try again.");

    public static MlopsException NoCroissant(string why, Exception? cause = null) => new("MLO6115",
        $"The text is no Croissant description: {why.TrimEnd('.')}.", cause);

    public static MlopsException CannotRead(DatasetVersion version, string place, Exception? cause) => new("MLO6116",
        $"The content of {version} in {place} cannot be read{(cause is null ? ": no reader is known for such a file. Give one with DatasetOpenOptions.Read" : $" ({cause.Message})")}.", cause);

    public static MlopsException CannotReadHidden(DatasetVersion version) => new("MLO6116",
        $"The content of {version} cannot be read. What is wrong with it would tell of what is hidden from you: let a principal open it from whom nothing is hidden.");

    public static MlopsException NoIds(DatasetVersion version) => new("MLO6117",
        $"{version} has no single column with the role Id, so rows cannot be told by it. Name the column.");

    public static MlopsException NoVersionToReview(string target) => new("MLO6118",
        $"A review is of a version; \"{target}\" names a dataset. Write name/3 or name@latest.");

    public static MlopsException UnknownComment(string id, string name) => new("MLO6119",
        $"There is no comment {ErrorText.Show(id)} on \"{name}\". List them with CommentsAsync.");

    public static MlopsException OwnFile(string location) => new("MLO6120",
        $"The location {ErrorText.Show(location)} leads to the workspace's own files, which are read through the workspace alone, where rights are asked for. Name a file outside of them, or let the workspace keep the content (DatasetStorage.Store).");

    private static string Word(string kind) => kind switch
    {
        "catalog.source" => "The source",
        "catalog.dataset" => "The dataset",
        "catalog.term" => "The term",
        "catalog.version" => "The version",
        "catalog.comment" => "The comment",
        _ => $"The document {kind}",
    };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
