using System.Globalization;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Every failure of the workspace, with its code and words in one place.</summary>
internal static class TrackingErrors
{
    public static MlopsException NotADatabase(string path, Exception cause) => new("MLO6002",
        $"{path} is not a readable workspace database ({cause.Message}). Restore it from a copy, or move it away to start an empty workspace; the artifacts beside it are untouched.", cause);

    public static MlopsException CannotOpen(string directory, Exception cause) => new("MLO6003",
        $"The workspace directory {directory} cannot be opened for writing ({cause.Message}). Check that it exists or can be made, and that this process may write there.", cause);

    public static MlopsException WriteFailed(string path, Exception cause) => new("MLO6004",
        $"Writing to {path} failed and was undone ({cause.Message}). Check the free space and the rights of the directory, then try again.", cause);

    public static MlopsException ReadFailed(string path, Exception cause) => new("MLO6005",
        $"Reading {path} failed ({cause.Message}). Run VerifyAsync to see what is damaged.", cause);

    public static MlopsException OnNetwork(string path, string kind) => new("MLO6006",
        $"{path} is on a network file system ({kind}), or on one that a virtual machine shares with its host. A database there can be damaged without an error. Put the workspace on a disk of this machine (in a container: a volume); move results to others with BackupAsync, or share a workspace through PostgreSQL.");

    public static MlopsException Locked(string path, Exception cause) => new("MLO6007",
        $"Another program holds {path} locked ({cause.Message}); nothing was written. Close what has it open, such as a database browser or a backup, then try again.", cause);

    public static MlopsException UnknownArtifact(string run, string path, IReadOnlyCollection<string> paths) => new("MLO6023",
        $"The run {run} kept no artifact \"{path}\". {Names.Hint(path, paths, "artifacts")}");

    public static MlopsException ArtifactLocked(string sha256, string keyId, bool hasKeys) => new("MLO6024",
        $"The artifact {sha256} is encrypted with the key {keyId}, and {(hasKeys ? "none of the keys that were given is that one" : "no key was given")}. Open the workspace with that key (WorkspaceOptions.ArtifactKeys, as the current one or an older one).");

    public static MlopsException FileChanged(string file) => new("MLO6027",
        $"{file} changed while it was read, so it was not kept. Wait until it is complete, then log it again.");

    public static MlopsException UnknownRun(string id) => new("MLO6031",
        $"There is no run {id} in this workspace. Search the runs of the experiment for the id that you mean.");

    public static MlopsException RunIsOver(string id, RunStatus status) => new("MLO6032",
        $"The run {id} is over ({status}) and takes no more records. Log before it ends, or start another run.");

    public static MlopsException ParamChanged(string run, string name, string held, string given) => new("MLO6033",
        $"The parameter \"{name}\" of run {run} is {ErrorText.Show(held)} and cannot become {ErrorText.Show(given)}. A parameter is set once; use a tag for what changes, or another name.");

    public static MlopsException BufferLost(string run, long lost, Exception cause) => new("MLO6034",
        Text($"{lost} buffered records of run {run} could not be stored, so the run counts as failed. The first cause: {cause.Message}"), cause);

    public static MlopsException NotResumable(RunInfo run) => new("MLO6035", run switch
    {
        { DeletedAt: not null } => $"The run {run.Id} was set aside and cannot be resumed. Restore it first.",
        { Status: RunStatus.Completed } => $"The run {run.Id} is complete and cannot be resumed. Start another, nested in it if it goes on from there.",
        _ => Text($"The run {run.Id} is still running: its process holds a lease until {run.LeaseUntil:yyyy-MM-dd HH:mm:ss}Z. Wait until that has ended, or end the process."),
    });

    public static MlopsException StillRunning(string run) => new("MLO6036",
        $"The run {run} is still running and cannot be set aside. End it first, or wait until its lease has ended.");

    public static MlopsException ResumedByAnother(string run) => new("MLO6035",
        $"The run {run} was not resumed: another process has resumed it meanwhile, or it lives again. Read the run again and decide again.");

    public static MlopsException UnknownModel(string name, IReadOnlyCollection<string> models) => new("MLO6041",
        $"There is no model \"{name}\" in this workspace. {Names.Hint(name, models, "models")}");

    public static MlopsException UnknownAlias(string name, string alias, IReadOnlyCollection<string> aliases) => new("MLO6043",
        $"The model \"{name}\" has no alias \"{alias}\". {Names.Hint(alias, aliases, "aliases")}");

    public static MlopsException AliasMoved(string name, string alias, int? expected, int? holder) => new("MLO6044",
        $"The alias \"{alias}\" of model \"{name}\" was not moved: {Holder(name, holder)} holds it now, and {Holder(name, expected)} was expected to. Read the alias again and decide again.");

    public static MlopsException StageMoved(ModelVersion version, ModelStage expected, ModelStage now) => new("MLO6046",
        $"The stage of {version} was not moved: it is {now} now, and was {expected} when it was read. Read it again and decide again.");

    public static MlopsException SignatureBreaks(string name, string alias, ModelVersion holder, IReadOnlyList<string> breaking) => new("MLO6047",
        $"The model was not registered: callers of {name}@{alias} ({holder}) could not call it. {string.Join(" ", breaking)} Fit it on the columns that callers give, or register it without CompatibleWith.");

    public static MlopsException SignatureDiffers(ModelVersion version, IReadOnlyList<string> differing) => new("MLO6048",
        $"The signature that {version} was registered with is not that of its bundle. {string.Join(" ", differing)} The database was changed by other means than the SDK; register the model again.");

    public static MlopsException NothingBefore(string name, string alias, ModelVersion holder) => new("MLO6049",
        $"The alias \"{alias}\" of model \"{name}\" was not rolled back: before {holder} no version held it that is not archived. Move it by SetAliasAsync.");

    public static MlopsException SignatureRefused(string why) => new("MLO6050",
        $"The signature of the model is not good: {why}. Do not use the model; get it, its signature and the public key again from where you trust them.");

    public static MlopsException UnknownDeployment(string name, IReadOnlyCollection<string> names) => new("MLO6131",
        $"No model is deployed as {ErrorText.Show(name)}. {Names.Hint(name, names, "deployments")}");

    public static MlopsException NothingCalled(string what) => new("MLO6132",
        $"No run has a dataset whose name, source or fingerprint is {ErrorText.Show(what)}, and nothing is linked to it. Log datasets with run.LogDatasetAsync(name, data, source: ...), or ask by a node's key, such as model:income/3.");

    public static MlopsException DeployedMeanwhile(string name, DocumentConflict conflict) => new("MLO6133",
        Text($"\"{name}\" was changed by somebody else meanwhile (revision {conflict.Found} instead of {conflict.Expected}). Read the deployments again and decide again."));

    public static MlopsException PlaceHidden(string name) => new("MLO6134",
        $"Another model answers in {ErrorText.Show(name)}, which you may not see, so it cannot be noted that it ends there. Choose another place, or let somebody deploy who may use both models.");

    public static MlopsException OwnApproval(ModelVersion version, string user) => new("MLO6052",
        $"{user} registered or imported {version} and cannot approve it. Another person has to, under a name of their own (WorkspaceOptions.User); where one person works alone, promote without this gate and say why.");

    public static MlopsException ForeignModel(ModelVersion version, string format) => new("MLO6053",
        $"{version} is a model of {format}. Its files are kept as a zip and this SDK does not score them. Take them by OpenBundleAsync and score them with {format}, or train the model anew here.");

    public static MlopsException MlflowRefused(string path, string why, bool isForbidden, Exception? cause) => new("MLO6071",
        $"The MLflow server did not answer {path}: {why}. {(isForbidden ? "Give the client the user, password or token that the server asks for (HttpClient.DefaultRequestHeaders.Authorization)" : "Check the tracking URI (HttpClient.BaseAddress) and that the server runs; what was imported so far stays")}, then import again.", cause);

    public static MlopsException MlflowUnreadable(string path, string why) => new("MLO6072",
        $"The answer of the MLflow server to {path} cannot be read: {why}. Check that the address is that of a tracking server, not of a proxy or a login page.");

    public static MlopsException ArchiveRefused(string why, Exception? cause = null) => new("MLO6061",
        $"The archive was not imported, and nothing was written: {why}. Export it again with ExportAsync, and copy it whole.", cause);

    public static MlopsException ImportConflicts(IReadOnlyCollection<string> names) => new("MLO6062",
        $"The archive was not imported, and nothing was written: {ErrorText.ShowSome(names, 8)} {(names.Count == 1 ? "is" : "are")} in this workspace with another content. Export without {(names.Count == 1 ? "it" : "them")}, or import into another workspace.");

    public static MlopsException ExportRefused(string version, string run) => new("MLO6063",
        $"{version} cannot be exported: the run {run}, which it came from or which that is nested in, is still running. End the run first.");

    public static MlopsException ExportLacks(string what, string run) => new("MLO6064",
        $"{what} cannot be exported: the run {run}, which it came from or is nested in, is not there for you. Ask for Select on the experiment of that run, or leave it out (ExportOptions).");

    private static string Holder(string name, int? version) => version is int number ? Text($"{name}/{number}") : "no version";

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
