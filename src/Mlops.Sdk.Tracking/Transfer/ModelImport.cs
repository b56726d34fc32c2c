using System.Collections.Immutable;

namespace Mlops.Sdk;

/// <summary>A model of an archive, and those of its versions that are new here.</summary>
internal sealed record ModelImport(ModelRecord Record, ImmutableArray<VersionRecord> New);
