#include "foundation/base/system_reason.h"

#include <cerrno>
#include <system_error>

namespace kilowatch {
namespace {

const char* FrenchReason(int number) {
  switch (number) {
    case ENOENT: return "ce fichier ou ce dossier n’existe pas";
    case EACCES: return "accès refusé";
    case EPERM: return "opération non permise";
    case ENOSPC: return "il ne reste plus de place sur le disque";
    case EDQUOT: return "le quota d’espace disque est atteint";
    case EFBIG: return "le fichier serait trop grand";
    case EROFS: return "le système de fichiers est en lecture seule";
    case EISDIR: return "c’est un dossier";
    case ENOTDIR: return "un élément du chemin n’est pas un dossier";
    case EEXIST: return "le fichier existe déjà";
    case ENAMETOOLONG: return "le nom est trop long";
    case ELOOP: return "les liens symboliques tournent en rond";
    case EMFILE:
    case ENFILE: return "trop de fichiers sont ouverts";
    case EIO: return "erreur d’entrée-sortie";
    case EPIPE: return "le tube est rompu : plus personne ne lit";
    case EBUSY: return "la ressource est occupée";
    case ENOMEM: return "il ne reste plus de mémoire";
    case ENXIO:
    case ENODEV: return "le périphérique n’existe pas";
    case EBADF: return "le fichier n’est pas ouvert";
    default: return nullptr;
  }
}

}  // namespace

Phrase SystemReason(int number) {
  const std::string english = std::generic_category().message(number);
  const char* french = FrenchReason(number);
  return {english, french == nullptr ? english : french};
}

}  // namespace kilowatch
