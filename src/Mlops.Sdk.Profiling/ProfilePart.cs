namespace Mlops.Sdk;

/// <summary>Something that a profile gathers from the rows beside the summary of each column: added to batch by batch, merged with that of other rows, written and read.</summary>
/// <remarks>One writer at a time. The state depends on the batches, their order and the seed, and not on the number of threads.</remarks>
internal abstract class ProfilePart
{
    /// <summary>The format of the profile from which on it is stored.</summary>
    public virtual int Since => 1;

    /// <summary>Adds rows, which have the columns of the schema.</summary>
    public abstract void Add(Dataset batch);

    /// <summary>Adds what a part of the same kind, columns and options has seen of other rows, which come after these; that one does not change.</summary>
    public abstract void Merge(ProfilePart other);

    /// <summary>Writes the state; equal states give equal bytes.</summary>
    public abstract void WriteTo(BinaryWriter writer);

    /// <summary>Takes a state that <see cref="WriteTo"/> wrote into this part, which is empty.</summary>
    /// <exception cref="InvalidDataException">The bytes are no such state.</exception>
    public abstract void ReadFrom(BinaryReader reader);

    /// <summary>Takes note that rows were seen by a version that did not gather this.</summary>
    public virtual void Forget()
    {
    }
}
