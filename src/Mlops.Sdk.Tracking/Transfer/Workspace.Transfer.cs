namespace Mlops.Sdk;

public sealed partial class Workspace
{
    /// <summary>Writes runs and models into one file, with their ids and numbers, histories and files: from development to production, from a laptop to the team. It is safe while others write. The file is not encrypted and not signed; bundles that were signed stay so.</summary>
    /// <param name="path">The file; it appears when it is whole.</param>
    /// <param name="options">What to take along; null for everything.</param>
    /// <param name="cancellationToken">Stops the call and leaves no file.</param>
    /// <exception cref="MlopsException">MLO6003: the file cannot be written; MLO6021, MLO6022, MLO6024: content is missing, damaged or locked; MLO6041: there is no such model; MLO6063: a version came from a run that is still running; MLO6064: it came from one, or a run is nested in one, that who acts may not see.</exception>
    public async Task<WorkspaceExport> ExportAsync(string path, ExportOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        string full = Path.GetFullPath(path), unfinished = full + ".unfinished";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            WorkspaceExport export;
            await using (FileStream file = new(unfinished, FileMode.Create, FileAccess.ReadWrite, FileShare.None))
                export = await ExportAsync(file, options, cancellationToken).ConfigureAwait(false);
            File.Move(unfinished, full, overwrite: true);
            return export;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw TrackingErrors.CannotOpen(full, e);
        }
        finally
        {
            if (File.Exists(unfinished)) File.Delete(unfinished);
        }
    }

    /// <summary>Writes runs and models into a stream, with their ids and numbers, histories and files.</summary>
    /// <param name="target">The stream.</param>
    /// <param name="options">What to take along; null for everything.</param>
    /// <param name="cancellationToken">Stops the call; what was written so far is no archive.</param>
    /// <exception cref="MlopsException">MLO6021, MLO6022, MLO6024: content is missing, damaged or locked; MLO6041: there is no such model; MLO6063: a version came from a run that is still running; MLO6064: it came from one, or a run is nested in one, that who acts may not see.</exception>
    public async Task<WorkspaceExport> ExportAsync(Stream target, ExportOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(target);
        using var archive = new ArchiveWriter(target);
        WorkspaceExport export = await new WorkspaceExporter(this, archive).RunAsync(options ?? ExportOptions.Everything, cancellationToken).ConfigureAwait(false);
        archive.Complete(Options.Time.GetUtcNow(), Options.Actor);
        return export;
    }

    /// <summary>Takes runs and models from a file that <see cref="ExportAsync(string, ExportOptions, CancellationToken)"/> wrote. All of it is verified before anything is written: names, lengths, hashes, and that nothing of it is here with another content. What is here with the same content is passed over, so that an import that was stopped is simply started again.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How much is read at most; null for the defaults.</param>
    /// <param name="cancellationToken">Stops the call between two runs or versions.</param>
    /// <exception cref="MlopsException">MLO6061: the file is no archive, or it is damaged or hostile; MLO6062: runs or versions are here with another content; MLO6108, MLO6121: values or rows of a dataset were erased here. Nothing was written.</exception>
    public async Task<WorkspaceImport> ImportAsync(string path, ImportOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        await using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        return await ImportAsync(file, options, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Takes runs and models from a stream that <see cref="ExportAsync(Stream, ExportOptions, CancellationToken)"/> wrote; all of it is verified before anything is written.</summary>
    /// <param name="source">The stream; one that cannot seek is copied to a temporary file.</param>
    /// <param name="options">How much is read at most; null for the defaults.</param>
    /// <param name="cancellationToken">Stops the call between two runs or versions.</param>
    /// <exception cref="MlopsException">MLO6061: it is no archive, or it is damaged or hostile; MLO6062: runs or versions are here with another content; MLO6108, MLO6121: values or rows of a dataset were erased here. Nothing was written.</exception>
    public async Task<WorkspaceImport> ImportAsync(Stream source, ImportOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        options ??= new ImportOptions();
        await using FileStream? copy = source.CanSeek ? null : TemporaryFile.Create();
        if (copy is not null)
        {
            await source.CopyToAsync(copy, cancellationToken).ConfigureAwait(false);
            copy.Position = 0;
        }

        using ArchiveReader archive = ArchiveReader.Open(copy ?? source, options.MaxBytes);
        return await new WorkspaceImporter(this, archive, options).RunAsync(cancellationToken).ConfigureAwait(false);
    }
}
